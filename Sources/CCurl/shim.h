#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

// libcurl sets options by a variadic function, which Swift does not call.

static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_buffer(CURL *handle, CURLoption option, char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_input(CURL *handle, FILE *value) {
    return curl_easy_setopt(handle, CURLOPT_READDATA, value);
}

static inline long curl_response_code(CURL *handle) {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

// What is sent, copied; the number of its bytes goes before it.
static inline CURLcode curl_set_body(CURL *handle, const char *bytes, long count) {
    CURLcode status = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, count);
    return status == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes) : status;
}

static size_t curl_drop(char *bytes, size_t size, size_t count, void *budget) {
    long *left = budget;
    (void)bytes;
    *left -= (long)(size * count);
    return *left < 0 ? 0 : size * count;
}

// Drops the body of an answer, and ends the transfer with CURLE_WRITE_ERROR when it is longer than `budget`.
static inline CURLcode curl_set_budget(CURL *handle, long *budget) {
    CURLcode status = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, curl_drop);
    return status == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, budget) : status;
}

// Asked for a socket for each address that a name was resolved to, before anything is sent there.
static inline CURLcode curl_set_socket_maker(CURL *handle, curl_opensocket_callback maker, void *context) {
    CURLcode status = curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, maker);
    return status == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context) : status;
}

// The bytes of an address of IPv4 or IPv6, and how many they are; 0 for one of anything else.
static inline int curl_address_bytes(const struct curl_sockaddr *address, unsigned char bytes[16]) {
    if (address->family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)(const void *)&address->addr)->sin_addr, 4);
        return 4;
    }
    if (address->family == AF_INET6) {
        memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)&address->addr)->sin6_addr, 16);
        return 16;
    }
    return 0;
}

static inline curl_socket_t curl_new_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline curl_socket_t curl_no_socket(void) { return CURL_SOCKET_BAD; }
