using System.Globalization;
using AssistantBot.Triage.Classifier;
using AssistantBot.Triage.Text;

namespace AssistantBot.Triage;

/// <inheritdoc cref="ITriageExplainer"/>
internal sealed class TriageExplainer(
    ITriage triage,
    TriageClassifier classifier,
    IReadOnlyList<LabelledExample> examples,
    ConceptThesaurus thesaurus,
    TriageOptions options) : ITriageExplainer
{
    private const int MostTerms = 14;

    public TriageExplanation Explain(string text)
    {
        var message = MessageText.Read(text);
        var terms = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (feature, weight) in classifier.Weigh(message))
        {
            var name = Name(message, feature);
            terms[name] = terms.GetValueOrDefault(name) + weight;
        }

        return new TriageExplanation(
            triage.Assess(new TriageInput(text)),
            [.. terms.OrderByDescending(term => Math.Abs(term.Value)).ThenBy(term => term.Key, StringComparer.Ordinal).Take(MostTerms)]);
    }

    public TriageTrial Try(string path)
    {
        if (!File.Exists(path))
        {
            throw new TriageDataException(path, 0, "the file does not exist");
        }

        var added = ExampleFile.Parse(path, File.ReadAllText(path));
        var trained = TriageClassifier.Train([.. examples, .. added], thesaurus);
        var after = new CautiousTriage(trained, options);
        TriageChange Compare(LabelledExample example) =>
            new(example, triage.Assess(new TriageInput(example.Text)), after.Assess(new TriageInput(example.Text)));

        return new TriageTrial(
            [.. added.Select(Compare)],
            [.. examples.Select(Compare).Where(change => change.Before.Route != change.After.Route)]);
    }

    private static string Name(MessageText message, Feature feature) => feature.Kind switch
    {
        _ when feature.FirstToken < 0 => "(form of the message)",
        FeatureKind.Concept or FeatureKind.ConceptPair => string.Create(
            CultureInfo.InvariantCulture, $"{message.Quote(feature.FirstToken, feature.TokenCount)} (concept)"),
        _ => message.Quote(feature.FirstToken, feature.TokenCount),
    };
}
