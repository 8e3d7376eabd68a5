#pragma once
#include <stddef.h>
#include <stdint.h>

// The C face of simdjson's DOM parser: one call parses, and Swift then walks the tape itself.
#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_EMPTY = 1,
    CSIMDJSON_MALFORMED = 2,
    CSIMDJSON_INVALID_UTF8 = 3,
    CSIMDJSON_TOO_DEEP = 4,
    CSIMDJSON_INVALID_NUMBER = 5,
    CSIMDJSON_OUT_OF_MEMORY = 6,
} csimdjson_status;

// A parsed document. `tape` and `strings` belong to `parser` and live until it is released.
typedef struct {
    int32_t status;
    const uint64_t *tape;
    const uint8_t *strings;
    void *parser;
} csimdjson_document;

// Parses a copy of the bytes, so the caller's memory needs no padding and may change afterwards.
// Every document, failed or not, must be released on the thread that parsed it.
csimdjson_document csimdjson_parse(const uint8_t *bytes, size_t length, size_t maximum_depth);
void csimdjson_release(void *parser);

#ifdef __cplusplus
}
#endif
