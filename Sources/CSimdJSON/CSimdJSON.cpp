#define SIMDJSON_THREADS_ENABLED 1
#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <new>

namespace {

// Parsers that a thread keeps for its next documents; a larger one is given back to the system instead.
constexpr size_t kept_parsers = 4;
constexpr size_t kept_capacity = 256 * 1024;

struct Parser {
    simdjson::dom::parser dom;
    uint8_t *buffer = nullptr;
    size_t capacity = 0;
    size_t depth = 0;
    Parser *next = nullptr;

    ~Parser() { std::free(buffer); }

    bool reserve(size_t length) {
        if (length <= capacity) return true;
        size_t wanted = length < 4096 ? 4096 : length;
        void *grown = std::realloc(buffer, wanted + simdjson::SIMDJSON_PADDING);
        if (grown == nullptr) return false;
        buffer = static_cast<uint8_t *>(grown);
        capacity = wanted;
        return true;
    }
};

// A stack, so that a parse inside the walk of another document takes a parser of its own.
struct Pool {
    Parser *free_list = nullptr;
    size_t count = 0;

    ~Pool() {
        while (free_list != nullptr) {
            Parser *parser = free_list;
            free_list = parser->next;
            delete parser;
        }
    }

    Parser *take() {
        if (free_list == nullptr) return new (std::nothrow) Parser();
        Parser *parser = free_list;
        free_list = parser->next;
        count -= 1;
        return parser;
    }

    void give_back(Parser *parser) {
        if (count >= kept_parsers || parser->capacity > kept_capacity) {
            delete parser;
            return;
        }
        parser->next = free_list;
        free_list = parser;
        count += 1;
    }
};

thread_local Pool pool;

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

// simdjson refuses integers beyond 64 bits. Where one is met, "e0" is put behind every long integer, which makes it a
// double. Returns the new length, or 0 where there was nothing to change.
size_t mark_long_integers(const uint8_t *bytes, size_t length, uint8_t *out, size_t out_capacity) {
    size_t written = 0;
    bool in_string = false;
    bool changed = false;
    for (size_t i = 0; i < length;) {
        size_t start = i;
        if (in_string) {
            if (bytes[i] == '\\' && i + 1 < length) i += 1;
            else if (bytes[i] == '"') in_string = false;
            i += 1;
        } else if (is_digit(bytes[i])) {
            while (i < length && is_digit(bytes[i])) i += 1;
        } else {
            in_string = bytes[i] == '"';
            i += 1;
        }
        size_t run = i - start;
        if (written + run + 2 > out_capacity) return 0;
        std::memcpy(out + written, bytes + start, run);
        written += run;
        uint8_t before = start > 0 ? bytes[start - 1] : 0;
        size_t long_integer = before == '-' ? 19 : 20;
        if (in_string || run < long_integer || !is_digit(bytes[start])) continue;
        bool after_sign = before == '-' && start > 1 && (bytes[start - 2] == 'e' || bytes[start - 2] == 'E');
        bool is_fraction = before == '.' || before == 'e' || before == 'E' || before == '+' || after_sign;
        bool goes_on = i < length && (bytes[i] == '.' || bytes[i] == 'e' || bytes[i] == 'E');
        if (is_fraction || goes_on) continue;
        out[written++] = 'e';
        out[written++] = '0';
        changed = true;
    }
    return changed ? written : 0;
}

int32_t status_of(simdjson::error_code error) {
    switch (error) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::UTF8_ERROR: return CSIMDJSON_INVALID_UTF8;
    case simdjson::DEPTH_ERROR: return CSIMDJSON_TOO_DEEP;
    case simdjson::NUMBER_ERROR: return CSIMDJSON_INVALID_NUMBER;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return CSIMDJSON_OUT_OF_MEMORY;
    default: return CSIMDJSON_MALFORMED;
    }
}

simdjson::error_code parse_buffer(Parser *parser, size_t length, size_t depth) {
    if (parser->dom.capacity() < length || parser->depth != depth) {
        simdjson::error_code error = parser->dom.allocate(parser->capacity, depth);
        if (error) return error;
        parser->depth = depth;
    }
    if (parser->dom.doc.capacity() < length) {
        simdjson::error_code error = parser->dom.doc.allocate(parser->capacity);
        if (error) return error;
    }
    std::memset(parser->buffer + length, 0, simdjson::SIMDJSON_PADDING);
    return parser->dom.parse(parser->buffer, length, false).error();
}

simdjson::error_code parse_with(Parser *parser, const uint8_t *bytes, size_t length, size_t depth) {
    if (!parser->reserve(length)) return simdjson::MEMALLOC;
    if (length > 0) std::memcpy(parser->buffer, bytes, length);
    simdjson::error_code error = parse_buffer(parser, length, depth);
    if (error != simdjson::NUMBER_ERROR) return error;

    size_t room = length + length / 8 + 16;
    if (!parser->reserve(room)) return simdjson::MEMALLOC;
    size_t marked = mark_long_integers(bytes, length, parser->buffer, room);
    return marked == 0 ? error : parse_buffer(parser, marked, depth);
}

}  // namespace

extern "C" csimdjson_document csimdjson_parse(const uint8_t *bytes, size_t length, size_t maximum_depth) {
    Parser *parser = pool.take();
    if (parser == nullptr) return {CSIMDJSON_OUT_OF_MEMORY, nullptr, nullptr, nullptr};
    int32_t status = status_of(parse_with(parser, bytes, length, maximum_depth));
    if (status != CSIMDJSON_OK) return {status, nullptr, nullptr, parser};
    return {status, parser->dom.doc.tape.get(), parser->dom.doc.string_buf.get(), parser};
}

extern "C" void csimdjson_release(void *parser) {
    if (parser != nullptr) pool.give_back(static_cast<Parser *>(parser));
}
