#include <vips/vips.h>

// Functions whose number of arguments varies, which Swift does not call.

/// Its head alone: nothing is decoded yet.
static inline VipsImage *picture_open(const void *bytes, size_t length) {
    return vips_image_new_from_buffer(bytes, length, "", NULL);
}

/// No larger than a square of `edge`, upright, in sRGB.
static inline int picture_shrink(void *bytes, size_t length, VipsImage **out, int edge) {
    return vips_thumbnail_buffer(bytes, length, out, edge, "height", edge, "size", VIPS_SIZE_DOWN, "export_profile", "srgb",
        // Handed on to what decodes it, which its own option of this name is not.
        "option_string", "[fail_on=truncated]", NULL);
}

/// What can be seen through becomes white.
static inline int picture_flatten(VipsImage *image, VipsImage **out) {
    double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, 3);
    int status = vips_flatten(image, out, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return status;
}

/// Without anything that says where, when or by whom it was taken.
static inline int picture_save(VipsImage *image, void **out, size_t *length, int quality) {
    return vips_jpegsave_buffer(image, out, length, "Q", quality, "strip", TRUE, "optimize_coding", TRUE,
        "interlace", TRUE, NULL);
}

static inline void picture_release(VipsImage *image) { g_object_unref(image); }
