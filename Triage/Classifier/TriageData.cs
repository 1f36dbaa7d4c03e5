namespace AssistantBot.Triage.Classifier;

/// <summary>The product's own examples, thesaurus and patterns, and what an office added to the examples.</summary>
internal static class TriageData
{
    /// <summary>All examples: the product's, then those in a folder of the office's own, if one is given.</summary>
    /// <exception cref="TriageDataException">A file is broken or the folder is missing.</exception>
    public static IReadOnlyList<LabelledExample> LoadExamples(string? folder = null)
    {
        var examples = new List<LabelledExample>();
        foreach (var name in typeof(TriageData).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith("Examples/", StringComparison.Ordinal))
            {
                examples.AddRange(ExampleFile.Parse(name, Read(name)));
            }
        }

        if (string.IsNullOrWhiteSpace(folder))
        {
            return examples;
        }

        if (!Directory.Exists(folder))
        {
            throw new TriageDataException(folder, 0, "the folder of examples does not exist");
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            examples.AddRange(ExampleFile.Parse(path, File.ReadAllText(path)));
        }

        return examples;
    }

    /// <summary>The thesaurus of the product.</summary>
    public static ConceptThesaurus LoadThesaurus() => ConceptThesaurus.Parse("Patterns/concepts.txt", Read("Patterns/concepts.txt"));

    /// <summary>The text of a data file shipped with the product.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(TriageData).Assembly.GetManifestResourceStream(name)
            ?? throw new TriageDataException(name, 0, "not shipped with the product");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
