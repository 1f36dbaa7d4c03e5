using System.Text.Json;

namespace AssistantBot.Bot.Cli;

/// <summary>Reads the rows of an evaluation file, one JSON object a line.</summary>
internal static class EvaluationRow
{
    /// <summary>Reads each line with <paramref name="read"/>; a bad one is refused with file, line and reason.</summary>
    /// <exception cref="EvaluationException">The file is missing or a line is broken.</exception>
    public static async Task<List<T>> ReadAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new EvaluationException($"{path}: the file does not exist");
        }

        var rows = new List<T>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(line);
                rows.Add(read(document.RootElement));
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new EvaluationException($"{path}({number}): {broken.Message}");
            }
        }

        return rows.Count > 0 ? rows : throw new EvaluationException($"{path}: holds no rows");
    }

    /// <summary>A text member that must be there.</summary>
    public static string Required(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"the text \"{name}\" is missing");

    /// <summary>A text member, or empty.</summary>
    public static string Text(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    /// <summary>True when the member is <c>true</c>.</summary>
    public static bool Flag(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A whole number, or null when it is null or missing.</summary>
    public static int? Number(this JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
