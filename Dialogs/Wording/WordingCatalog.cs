using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using AssistantBot.Cards;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Wording;

/// <summary>Reads the embedded wording files, with the organisation's own texts over them.</summary>
internal sealed class WordingCatalog : IWording
{
    /// <summary>The languages of the product.</summary>
    internal static readonly string[] Languages = ["fr", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _texts;
    private readonly string _company;
    private readonly string _defaultLanguage;

    public WordingCatalog(IOptions<WordingOptions> options)
    {
        _company = options.Value.Company;
        _defaultLanguage = Languages.Contains(options.Value.DefaultLanguage) ? options.Value.DefaultLanguage : "fr";
        _texts = Languages.ToFrozenDictionary(language => language, language => Load(language, options.Value));
    }

    /// <inheritdoc/>
    public string Get(string key, string language, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var template = Find(key, language) ?? throw new KeyNotFoundException($"No wording for '{key}'.");
        return template.Contains('{', StringComparison.Ordinal) ? Fill(template, values) : template;
    }

    /// <inheritdoc/>
    public string? Find(string key, string language) =>
        (_texts.TryGetValue(language, out var known) ? known : _texts[_defaultLanguage]).GetValueOrDefault(key);

    /// <summary>The embedded texts of a language, or of a way to address people over one (<c>fr.tu</c>).</summary>
    internal static Dictionary<string, string> ReadEmbedded(string language)
    {
        using var stream = typeof(WordingCatalog).Assembly.GetManifestResourceStream($"Wording.{language}.json")
            ?? throw new InvalidOperationException($"The wording of '{language}' is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    // Values are put in by one pass over the template, so that a person's text holding "{name}" stays as written.
    private string Fill(string template, ReadOnlySpan<(string Name, string Value)> values)
    {
        var filled = new StringBuilder(template.Length + 64);
        var position = 0;
        while (position < template.Length)
        {
            var open = template.IndexOf('{', position);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
                break;
            filled.Append(template, position, open - position);
            var value = ValueOf(template.AsSpan(open + 1, close - open - 1), values) ?? template.Substring(open, close - open + 1);
            FrenchElision.Apply(filled, value);
            filled.Append(value);
            position = close + 1;
        }

        return filled.Append(template, position, template.Length - position).ToString();
    }

    private string? ValueOf(ReadOnlySpan<char> name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (candidate, value) in values)
        {
            if (name.SequenceEqual(candidate))
                return value;
        }

        return name is "company" ? _company : null;
    }

    private static Dictionary<string, string?> ReadOwn(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<Dictionary<string, string?>>(stream) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{file}, line {broken.LineNumber + 1}: not a JSON object of keys and texts.", broken);
        }
    }

    private static FrozenDictionary<string, string> Load(string language, WordingOptions options)
    {
        var texts = ReadEmbedded(language);
        if (language == "fr" && options.Address == WordingOptions.Familiar)
        {
            foreach (var (key, text) in ReadEmbedded("fr.tu"))
                texts[key] = text;
        }

        var file = options.Path is null ? null : Path.Combine(options.Path, language + ".json");
        if (file is not null && File.Exists(file))
        {
            foreach (var (key, text) in ReadOwn(file))
            {
                if (text is null)
                    throw new InvalidDataException($"{file}: the key '{key}' has no text.");
                if (!texts.ContainsKey(key))
                    throw new InvalidDataException($"{file}: unknown key '{key}'.");
                texts[key] = text;
            }
        }

        return texts.ToFrozenDictionary();
    }
}
