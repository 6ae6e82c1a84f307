package org.aethercreator.modelfile.template;

/**
 * Something that Ollama accepts in a template and that does not do what it looks like.
 *
 * @param line of the template, from 1
 * @param what the fact, a sentence
 * @param why what it leads to, a sentence
 * @param fix what to do, a sentence
 * @param fails whether rendering stops with an error
 */
public record TemplateWarning(int line, String what, String why, String fix, boolean fails) {}
