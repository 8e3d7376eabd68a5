// OpenSSL's libcrypto, with a function for each macro that Swift cannot call.
#ifndef COPENSSL_H
#define COPENSSL_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// What has been written to a memory BIO; valid until it is freed.
static inline long copenssl_bio_contents(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

/// The next certificate or request in PEM; NULL when there is none. The password is given, since without one an encrypted
/// text would be asked about at the terminal.
static inline X509 *copenssl_read_certificate(BIO *bio) { return PEM_read_bio_X509(bio, NULL, NULL, (void *)""); }
static inline X509_REQ *copenssl_read_request(BIO *bio) { return PEM_read_bio_X509_REQ(bio, NULL, NULL, (void *)""); }

/// RFC 2253, in UTF-8.
static inline int copenssl_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0;
}

/// A certificate's alternative names; NULL where it has none or they cannot be read. To be freed.
static inline GENERAL_NAMES *copenssl_alternative_names(const X509 *certificate) {
    return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}
static inline int copenssl_count_names(const GENERAL_NAMES *names) {
    return names == NULL ? 0 : sk_GENERAL_NAME_num(names);
}
/// The name at this place when it is one of DNS; else NULL.
static inline const ASN1_STRING *copenssl_dns_name(const GENERAL_NAMES *names, int place) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, place);
    return name != NULL && name->type == GEN_DNS ? name->d.dNSName : NULL;
}
static inline void copenssl_free_names(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }

static inline void copenssl_free(void *pointer) { OPENSSL_free(pointer); }

/// A key on the curve P-256; NULL when there is none.
static inline EVP_PKEY *copenssl_make_key(void) { return EVP_EC_gen("P-256"); }

/// Whether a key is of this kind, EVP_PKEY_RSA or EVP_PKEY_EC.
static inline int copenssl_is_kind(const EVP_PKEY *key, int kind) { return EVP_PKEY_get_base_id(key) == kind; }

/// Adds an extension in OpenSSL's own notation; 0 when that cannot be done.
static inline int copenssl_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    int added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return added;
}

#endif
