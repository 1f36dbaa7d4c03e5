namespace AssistantBot.Triage.Classifier;

/// <summary>
/// Reads example files: a line <c>[distress]</c> names the label of the lines below it, every other line is one
/// message, <c>#</c> starts a comment. The name ends in <c>.fr.txt</c> or <c>.en.txt</c>.
/// </summary>
public static class ExampleFile
{
    private static readonly Dictionary<string, TriageReason> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["routine"] = TriageReason.None,
        ["explicit_request"] = TriageReason.ExplicitRequest,
        ["distress"] = TriageReason.Distress,
        ["anger_complaint"] = TriageReason.AngerOrComplaint,
        ["conflict"] = TriageReason.Conflict,
        ["sensitive"] = TriageReason.Sensitive,
        ["personal_context"] = TriageReason.PersonalContext,
        ["ambiguous"] = TriageReason.Ambiguous,
    };

    /// <summary>The label that files use for a reason, such as <c>anger_complaint</c>.</summary>
    public static string LabelOf(TriageReason reason) =>
        Labels.FirstOrDefault(label => label.Value == reason).Key ?? reason.ToString();

    /// <summary>The reason of a label; false when there is no such label.</summary>
    public static bool TryGetReason(string label, out TriageReason reason) => Labels.TryGetValue(label, out reason);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="TriageDataException">A label is unknown or missing.</exception>
    public static IReadOnlyList<LabelledExample> Parse(string file, string content)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(content);
        var language = file.EndsWith(".fr.txt", StringComparison.OrdinalIgnoreCase) ? "fr"
            : file.EndsWith(".en.txt", StringComparison.OrdinalIgnoreCase) ? "en"
            : throw new TriageDataException(file, 1, "the name must end in .fr.txt or .en.txt");
        var examples = new List<LabelledExample>();
        TriageReason? reason = null;
        var number = 0;
        foreach (var raw in content.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[' && line[^1] == ']')
            {
                reason = TryGetReason(line[1..^1].Trim().ToString(), out var named)
                    ? named
                    : throw new TriageDataException(file, number, $"unknown label {line}; known: {string.Join(", ", Labels.Keys)}");
                continue;
            }

            if (reason is null)
            {
                throw new TriageDataException(file, number, "a message before the first [label]");
            }

            examples.Add(new LabelledExample(line.ToString(), reason.Value, language, file, number));
        }

        return examples;
    }
}
