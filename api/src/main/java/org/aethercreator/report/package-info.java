/**
 * Results for people: tables, charts with a text alternative, files to share. Start at
 * {@link org.aethercreator.report.Report}; {@link org.aethercreator.report.Figure} and
 * {@link org.aethercreator.report.HtmlTable} serve any chart and any table, and
 * {@link org.aethercreator.report.FitReport} shows whether a model has a place. It does not know notebooks.
 *
 * <p>Why every chart carries a description and its data: a picture alone excludes those who cannot see it, and those
 * who want the numbers.
 */
@NullMarked
package org.aethercreator.report;

import org.jspecify.annotations.NullMarked;
