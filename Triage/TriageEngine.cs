using AssistantBot.Triage.Classifier;

namespace AssistantBot.Triage;

/// <summary>Triage trained from its data, ready for use.</summary>
internal sealed record TriageEngine(ITriage Triage, ITriageExplainer Explainer)
{
    /// <summary>Loads the examples and trains. Throws <see cref="TriageDataException"/> for broken data.</summary>
    public static TriageEngine Create(TriageOptions options)
    {
        var thesaurus = TriageData.LoadThesaurus();
        var examples = TriageData.LoadExamples(options.ExamplesPath);
        var classifier = TriageClassifier.Train(examples, thesaurus);
        var triage = new CautiousTriage(classifier, options);
        return new TriageEngine(triage, new TriageExplainer(triage, classifier, examples, thesaurus, options));
    }
}
