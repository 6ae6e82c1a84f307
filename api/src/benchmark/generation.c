// The C loop that GenerationBenchmark compares with: evaluates a prompt and generates greedily, each time it is asked to.
//
// Usage: generation LIBRARY MODEL CONTEXT_TOKENS BATCH_TOKENS THREADS GENERATED_TOKENS TOKEN...
// For each line of standard input it answers a line: nanoseconds until the first token was sampled, nanoseconds from
// then to the last, and the tokens.
//
// Declares the part of b4916's llama.h that it uses.
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct model_params {
    void *devices;
    int32_t gpu_layers;
    int split_mode;
    int32_t main_gpu;
    const float *tensor_split;
    void *progress_callback;
    void *progress_data;
    const void *overrides;
    bool vocabulary_only, use_mmap, use_mlock, check_tensors;
};

struct context_params {
    uint32_t context_tokens, batch_tokens, micro_batch_tokens, sequences_max;
    int32_t threads, batch_threads;
    int rope_scaling_type, pooling_type, attention_type;
    float rope_frequency_base, rope_frequency_scale;
    float yarn_ext_factor, yarn_attention_factor, yarn_beta_fast, yarn_beta_slow;
    uint32_t yarn_original_context;
    float defragment_threshold;
    void *evaluation_callback;
    void *evaluation_data;
    int key_type, value_type;
    bool logits_all, embeddings, offload_kqv, flash_attention, no_performance;
    void *abort_callback;
    void *abort_data;
};

struct batch {
    int32_t count;
    int32_t *tokens;
    float *embeddings;
    int32_t *positions;
    int32_t *sequence_counts;
    int32_t **sequences;
    int8_t *logits;
};

struct chain_params {
    bool no_performance;
};

static void (*log_set)(void (*)(int, const char *, void *), void *);
static void (*backend_init)(void);
static struct model_params (*model_defaults)(void);
static struct context_params (*context_defaults)(void);
static void *(*load_model)(const char *, struct model_params);
static void *(*new_context)(void *, struct context_params);
static struct batch (*new_batch)(int32_t, int32_t, int32_t);
static int32_t (*decode)(void *, struct batch);
static void (*clear)(void *);
static void *(*new_chain)(struct chain_params);
static void *(*new_greedy)(void);
static void (*add_sampler)(void *, void *);
static int32_t (*sample)(void *, void *, int32_t);
static void (*free_sampler)(void *);

static void die(const char *what) {
    fprintf(stderr, "generation: %s\n", what);
    exit(1);
}

static void *find(void *library, const char *name) {
    void *function = dlsym(library, name);
    if (!function) {
        die(dlerror());
    }
    return function;
}

static void open_library(const char *file) {
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        die(dlerror());
    }
    log_set = find(library, "llama_log_set");
    backend_init = find(library, "llama_backend_init");
    model_defaults = find(library, "llama_model_default_params");
    context_defaults = find(library, "llama_context_default_params");
    load_model = find(library, "llama_model_load_from_file");
    new_context = find(library, "llama_init_from_model");
    new_batch = find(library, "llama_batch_init");
    decode = find(library, "llama_decode");
    clear = find(library, "llama_kv_self_clear");
    new_chain = find(library, "llama_sampler_chain_init");
    new_greedy = find(library, "llama_sampler_init_greedy");
    add_sampler = find(library, "llama_sampler_chain_add");
    sample = find(library, "llama_sampler_sample");
    free_sampler = find(library, "llama_sampler_free");
}

static void no_log(int level, const char *text, void *data) {
    (void)level;
    (void)text;
    (void)data;
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void set(struct batch *batch, int index, int32_t token, int position, bool logits) {
    batch->tokens[index] = token;
    batch->positions[index] = position;
    batch->sequence_counts[index] = 1;
    batch->sequences[index][0] = 0;
    batch->logits[index] = logits;
}

static void evaluate(void *context, struct batch batch) {
    if (decode(context, batch) != 0) {
        die("llama_decode failed");
    }
}

static void generate(
    void *context, struct batch batch, int batch_tokens, const int32_t *prompt, int prompt_tokens, int32_t *generated,
    int generated_tokens) {
    int64_t started = now();
    clear(context);
    void *chain = new_chain((struct chain_params){true});
    add_sampler(chain, new_greedy());
    for (int from = 0; from < prompt_tokens; from += batch_tokens) {
        int to = from + batch_tokens < prompt_tokens ? from + batch_tokens : prompt_tokens;
        batch.count = to - from;
        for (int i = from; i < to; i++) {
            set(&batch, i - from, prompt[i], i, i == prompt_tokens - 1);
        }
        evaluate(context, batch);
    }
    generated[0] = sample(chain, context, -1);
    int64_t first = now();
    batch.count = 1;
    for (int i = 1; i < generated_tokens; i++) {
        set(&batch, 0, generated[i - 1], prompt_tokens + i - 1, true);
        evaluate(context, batch);
        generated[i] = sample(chain, context, -1);
    }
    int64_t last = now();
    free_sampler(chain);
    printf("%lld %lld", (long long)(first - started), (long long)(last - first));
    for (int i = 0; i < generated_tokens; i++) {
        printf(" %d", generated[i]);
    }
    printf("\n");
    fflush(stdout);
}

int main(int count, char **arguments) {
    if (count < 8) {
        die("arguments are missing");
    }
    open_library(arguments[1]);
    log_set(no_log, NULL);
    backend_init();
    void *model = load_model(arguments[2], model_defaults());
    if (!model) {
        die("the model cannot be loaded");
    }
    int batch_tokens = atoi(arguments[4]);
    struct context_params params = context_defaults();
    params.context_tokens = (uint32_t)atoi(arguments[3]);
    params.batch_tokens = params.micro_batch_tokens = (uint32_t)batch_tokens;
    params.threads = params.batch_threads = atoi(arguments[5]);
    void *context = new_context(model, params);
    if (!context) {
        die("no context can be made");
    }
    int prompt_tokens = count - 7;
    int32_t *prompt = malloc(sizeof(int32_t) * (size_t)prompt_tokens);
    for (int i = 0; i < prompt_tokens; i++) {
        prompt[i] = atoi(arguments[7 + i]);
    }
    int generated_tokens = atoi(arguments[6]);
    int32_t *generated = malloc(sizeof(int32_t) * (size_t)generated_tokens);
    struct batch batch = new_batch(batch_tokens, 0, 1);
    for (int line = getchar(); line != EOF; line = getchar()) {
        generate(context, batch, batch_tokens, prompt, prompt_tokens, generated, generated_tokens);
    }
    return 0;
}
