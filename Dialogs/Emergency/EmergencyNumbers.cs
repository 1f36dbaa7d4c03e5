using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs.Emergency;

/// <summary>Emergency numbers by country: the product's reviewed file, and the organisation's own over it.</summary>
internal sealed partial class EmergencyNumbers
{
    private const string Resource = "Emergency.emergency-numbers.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Dictionary<string, EmergencyCountry> _countries;

    /// <summary>Reads the files.</summary>
    /// <exception cref="InvalidDataException">A file or setting cannot be meant; the message names it.</exception>
    public EmergencyNumbers(IOptions<EmergencyOptions> options)
    {
        var settings = options.Value;
        _countries = ReadEmbedded();
        if (settings.Path.Length > 0)
        {
            foreach (var (country, numbers) in Read(File.ReadAllText(settings.Path), settings.Path))
                _countries[country] = numbers;
        }

        if (settings.LocalNumber.Length > 0 && !Number().IsMatch(settings.LocalNumber))
            throw new InvalidDataException($"Emergency:LocalNumber: '{settings.LocalNumber}' is not a telephone number.");
        Home = Find(settings.Country) ?? EmergencyCountry.Unknown;
        Local = settings.LocalNumber.Length > 0 ? settings.LocalNumber : null;
    }

    /// <summary>The numbers where the organisation is.</summary>
    public EmergencyCountry Home { get; }

    /// <summary>The organisation's own number, or null.</summary>
    public string? Local { get; }

    /// <summary>The numbers of a country, or null when the files do not know it.</summary>
    public EmergencyCountry? Find(string? country) => country is null ? null : _countries.GetValueOrDefault(country.ToUpperInvariant());

    /// <summary>The product's file.</summary>
    internal static Dictionary<string, EmergencyCountry> ReadEmbedded()
    {
        using var stream = typeof(EmergencyNumbers).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The emergency numbers are not embedded.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), Resource);
    }

    private static Dictionary<string, EmergencyCountry> Read(string json, string file)
    {
        Dictionary<string, EmergencyCountry> countries;
        try
        {
            countries = JsonSerializer.Deserialize<Dictionary<string, EmergencyCountry>>(json, Format) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{file}: {broken.Message}", broken);
        }

        foreach (var (country, numbers) in countries)
        {
            string[] given = [.. numbers.Emergency ?? [], .. new[] { numbers.Text, numbers.Suicide }.OfType<string>()];
            if (country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] || numbers.Emergency is not { Count: > 0 } || !Array.TrueForAll(given, number => Number().IsMatch(number)))
                throw new InvalidDataException($"{file}: {country} needs two capital letters and telephone numbers.");
        }

        return countries;
    }

    [GeneratedRegex(@"^\+?\d[\d -]{1,20}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();
}
