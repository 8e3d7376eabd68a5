#include <xlsxwriter.h>

// Rows go to a temporary file as they come, so that a workbook of any length takes the memory of one row.
static inline lxw_workbook *xlsx_open(const char *path, const char *folder) {
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = (char *)folder, .use_zip64 = LXW_TRUE};
    return workbook_new_opt(path, &options);
}
