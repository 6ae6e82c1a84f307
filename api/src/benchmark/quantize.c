// The C loop that QuantizeBenchmark compares with: decodes pieces of half-precision numbers, encodes them with the
// library's own ggml_quantize_chunk, and writes them, on some threads; the least that quantizing with it can take.
//
// Usage: quantize LIBRARY SOURCE TARGET THREADS OFFSET:ROWS:ROW_ELEMENTS:TYPE...
// One argument for each tensor: where its half-precision numbers begin in the source, its shape, and the number of the
// type to encode as. Prints the nanoseconds it took, and those of processor time.
//
// Declares the part of b4916's ggml.h that it uses.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { UNIT_ELEMENTS = 1 << 17 };

struct tensor {
    int64_t offset, rows, row_elements;
    int type;
    int64_t target_offset, row_bytes, rows_of_unit, first_unit;
};

static size_t (*quantize_chunk)(int, const float *, void *, int64_t, int64_t, int64_t, const float *);
static size_t (*row_size)(int, int64_t);
static void (*half_to_float)(const uint16_t *, float *, int64_t);

static struct tensor *tensors;
static int tensor_count, source, target;
static int64_t unit_count;
static atomic_llong next_unit;

static void die(const char *what) {
    fprintf(stderr, "quantize: %s\n", what);
    exit(1);
}

static void *find(void *library, const char *name) {
    void *function = dlsym(library, name);
    if (!function) {
        die(dlerror());
    }
    return function;
}

static void encode(struct tensor tensor, int64_t unit, uint16_t *halves, float *floats, char *encoded) {
    int64_t first = (unit - tensor.first_unit) * tensor.rows_of_unit;
    int64_t rows = first + tensor.rows_of_unit < tensor.rows ? tensor.rows_of_unit : tensor.rows - first;
    int64_t elements = rows * tensor.row_elements;
    if (pread(source, halves, (size_t)elements * 2, tensor.offset + first * tensor.row_elements * 2) != elements * 2) {
        die("the source cannot be read");
    }
    half_to_float(halves, floats, elements);
    size_t bytes = quantize_chunk(tensor.type, floats, encoded, 0, rows, tensor.row_elements, NULL);
    if (pwrite(target, encoded, bytes, tensor.target_offset + first * tensor.row_bytes) != (ssize_t)bytes) {
        die("the target cannot be written");
    }
}

static void *work(void *unused) {
    (void)unused;
    uint16_t *halves = malloc(UNIT_ELEMENTS * sizeof *halves);
    float *floats = malloc(UNIT_ELEMENTS * sizeof *floats);
    char *encoded = malloc(UNIT_ELEMENTS * sizeof *floats);
    int at = 0;
    for (int64_t unit = next_unit++; unit < unit_count; unit = next_unit++) {
        while (at + 1 < tensor_count && tensors[at + 1].first_unit <= unit) {
            at++;
        }
        encode(tensors[at], unit, halves, floats, encoded);
    }
    free(halves);
    free(floats);
    free(encoded);
    return NULL;
}

static int64_t now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int main(int count, char **arguments) {
    if (count < 6) {
        die("arguments are missing");
    }
    void *library = dlopen(arguments[1], RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        die(dlerror());
    }
    ((void (*)(void))find(library, "llama_backend_init"))();
    quantize_chunk = find(library, "ggml_quantize_chunk");
    row_size = find(library, "ggml_row_size");
    half_to_float = find(library, "ggml_fp16_to_fp32_row");
    int64_t started = now(CLOCK_MONOTONIC);
    source = open(arguments[2], O_RDONLY);
    target = open(arguments[3], O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (source < 0 || target < 0) {
        die("a file cannot be opened");
    }
    tensor_count = count - 5;
    tensors = calloc((size_t)tensor_count, sizeof *tensors);
    int64_t target_offset = 0;
    for (int i = 0; i < tensor_count; i++) {
        struct tensor *tensor = tensors + i;
        long long offset, rows, row_elements;
        if (sscanf(arguments[5 + i], "%lld:%lld:%lld:%d", &offset, &rows, &row_elements, &tensor->type) != 4
            || row_elements > UNIT_ELEMENTS) {
            die("a tensor is not understood");
        }
        tensor->offset = offset;
        tensor->rows = rows;
        tensor->row_elements = row_elements;
        tensor->row_bytes = (int64_t)row_size(tensor->type, row_elements);
        tensor->rows_of_unit = UNIT_ELEMENTS / row_elements;
        tensor->first_unit = unit_count;
        tensor->target_offset = target_offset;
        target_offset += rows * tensor->row_bytes;
        unit_count += (rows + tensor->rows_of_unit - 1) / tensor->rows_of_unit;
    }
    int thread_count = atoi(arguments[4]);
    pthread_t threads[64];
    if (thread_count < 1 || thread_count > 64) {
        die("1 to 64 threads are possible");
    }
    for (int i = 0; i < thread_count; i++) {
        pthread_create(threads + i, NULL, work, NULL);
    }
    for (int i = 0; i < thread_count; i++) {
        pthread_join(threads[i], NULL);
    }
    if (close(target) != 0) {
        die("the target cannot be written");
    }
    long long processor = now(CLOCK_PROCESS_CPUTIME_ID);
    printf("%lld %lld\n", (long long)(now(CLOCK_MONOTONIC) - started), processor);
    return 0;
}
