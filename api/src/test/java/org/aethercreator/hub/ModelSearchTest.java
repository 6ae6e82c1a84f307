package org.aethercreator.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.aethercreator.hub.HubException.Reason;
import org.junit.jupiter.api.Test;

class ModelSearchTest extends HubServerTest {
    private static final String FOUND = """
            [{"id":"a/llama","safetensors":{"total":1235814400},"gated":"manual","downloads":9,"likes":3,
              "tags":["license:llama3.2"],"config":{"architectures":["LlamaForCausalLM"]},
              "pipeline_tag":"text-generation","lastModified":"2025-01-02T03:04:05.000Z"},
             {"id":"b/qwen","safetensors":{"total":494032768},"gated":false,"downloads":8,
              "tags":["safetensors","license:apache-2.0"],"config":{"architectures":["Qwen2ForCausalLM"]}},
             {"id":"c/unknown","downloads":7}]
            """;

    private List<String> ids(ModelSearch search) throws InterruptedException {
        server.searchAnswer(FOUND);
        return client().search(search).stream().map(HubModel::id).toList();
    }

    @Test
    void queryIsOfTheHubsApi() throws Exception {
        ids(ModelSearch.of("smol lm")
                .withMinimumParameters(100_000_000)
                .withMaximumParameters(2_000_000_000)
                .withLicense("apache-2.0")
                .withLimit(5));
        assertThat(server.requests("/api/models")).singleElement().satisfies(request -> assertThat(request.query())
                .isEqualTo("search=smol lm&filter=text-generation&filter=safetensors&filter=license:apache-2.0"
                        + "&num_parameters=min:100000000,max:2000000000&sort=downloads&limit=5"
                        + "&expand=safetensors&expand=gated&expand=tags&expand=config&expand=downloads"
                        + "&expand=likes&expand=pipeline_tag&expand=lastModified"));
    }

    @Test
    void foundModelsHaveTheirFacts() throws Exception {
        server.searchAnswer(FOUND);
        HubModel model = client().search(ModelSearch.of("")).get(0);
        assertThat(model.parameters()).hasValue(1_235_814_400);
        assertThat(model.license()).hasValue("llama3.2");
        assertThat(model.gated()).isTrue();
        assertThat(model.architectures()).containsExactly("LlamaForCausalLM");
        assertThat(model.task()).hasValue("text-generation");
        assertThat(model.lastModified()).hasValue(Instant.parse("2025-01-02T03:04:05Z"));
    }

    @Test
    void whatTheHubDoesNotSortOutIsLeftOut() throws Exception {
        assertThat(ids(ModelSearch.of(""))).containsExactly("a/llama", "b/qwen", "c/unknown");
        assertThat(ids(ModelSearch.of("").withMaximumParameters(1_000_000_000))).containsExactly("b/qwen");
        assertThat(ids(ModelSearch.of("").withMinimumParameters(1_000_000_000))).containsExactly("a/llama");
        assertThat(ids(ModelSearch.of("").withLicense("Apache-2.0"))).containsExactly("b/qwen");
        assertThat(ids(ModelSearch.of("").withArchitectures(Set.of("Qwen2ForCausalLM", "X"))))
                .containsExactly("b/qwen");
        assertThat(ids(ModelSearch.of("").withLimit(1))).containsExactly("a/llama");
    }

    @Test
    void oneModelIsDescribed() throws Exception {
        HubModel model = client().model(MODEL);
        assertThat(model.id()).isEqualTo(ID);
        assertThat(model.parameters()).hasValue(134_515_008);
        assertThat(model.gated()).isFalse();
    }

    @Test
    void offlineThereIsNoSearch() {
        HubClient offline = new HubClient(settings().withOffline(true), AT_ONCE);
        assertThatThrownBy(() -> offline.search(ModelSearch.of("x")))
                .hasMessage(
                        "HF_HUB_OFFLINE forbids to ask the hub at " + server.address() + " to search for models. Unset"
                                + " it to go online; %hub cache and %hub suggested work without.")
                .extracting(e -> ((HubException) e).reason())
                .isEqualTo(Reason.OFFLINE);
    }

    @Test
    void impossibleSearchesAreRefused() {
        assertThatThrownBy(() -> ModelSearch.of("").withMinimumParameters(2).withMaximumParameters(1))
                .hasMessage("No model has at least 2 and at most 1 parameters; give the smaller number first");
        assertThatThrownBy(() -> ModelSearch.of("").withLicense("a b"))
                .hasMessage("\"a b\" is no short name of a licence, such as apache-2.0, mit or llama3.2");
        assertThatThrownBy(() -> ModelSearch.of("").withLimit(0)).hasMessage("limit must be 1 to 1000, not 0");
    }

    @Test
    void suggestedModelsArePossibleOnes() {
        List<SuggestedModel> models = SuggestedModel.all();
        assertThat(models).hasSizeGreaterThan(10).extracting(SuggestedModel::id).doesNotHaveDuplicates();
        assertThat(models).allSatisfy(model -> {
            assertThat(HubRepo.model(model.id()).id()).isEqualTo(model.id());
            assertThat(model.purpose()).isNotBlank();
            // Two bytes a parameter, and up to a quarter more for embeddings that are stored twice and tokenizers.
            assertThat((double) model.downloadBytes() / model.parameters()).isBetween(1.9, 2.6);
        });
    }
}
