package org.aethercreator.convert.architecture;

/** SmolLM 3: Llama without rotation in some layers, which llama.cpp knows by itself. */
final class SmolLm3 extends Llama {
    SmolLm3() {
        super("smollm3", "SmolLM3ForCausalLM");
    }
}
