using System.Globalization;
using System.Text.Json;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>evaluate answers KB.md[,KB2.md...] QUERIES.jsonl</c>: measures retrieval at the product's own thresholds, for any audience,
/// and ends with one JSON line. Without model or embeddings.
/// </summary>
/// <param name="options">The thresholds; the product's defaults when null.</param>
public sealed class EvaluateAnswers(RetrievalOptions? options = null)
{
    private const int Success = 0;
    private const int BrokenFile = 1;
    private const int Usage = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="args">The knowledge files, separated by commas, and the query file.</param>
    /// <param name="output">Where the tables and the JSON line go.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>0 when measured, 1 when a file is broken (file, line and reason are printed), 2 when the arguments are wrong.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args.Length != 2)
        {
            await output.WriteLineAsync("Usage: evaluate answers KB.md[,KB2.md...] QUERIES.jsonl");
            return Usage;
        }

        try
        {
            var entries = new List<KnowledgeEntry>();
            foreach (var path in args[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                entries.AddRange(await LoadAsync(path, cancellationToken));
            }

            var queries = await QueriesAsync(args[1], cancellationToken);
            var retriever = new KnowledgeRetriever(options ?? new RetrievalOptions());
            retriever.Publish(KnowledgeVersion.Create(entries));
            var rows = queries.ConvertAll(query => EvaluateAnswersRow.Create(query, retriever.Search(new RetrievalQuery(query.Text!, Audience.All))));
            await new EvaluateAnswersReport(rows).WriteAsync(output);
            return Success;
        }
        catch (InvalidDataException broken)
        {
            await output.WriteLineAsync(broken.Message);
            return BrokenFile;
        }
    }

    private static async Task<IEnumerable<KnowledgeEntry>> LoadAsync(string path, CancellationToken cancellationToken)
    {
        var file = KnowledgeFile.Parse(path, await ReadAsync(path, cancellationToken));
        return file.IsValid ? file.Entries : throw new InvalidDataException(string.Join('\n', file.Problems));
    }

    private static async Task<List<EvaluateAnswersQuery>> QueriesAsync(string path, CancellationToken cancellationToken)
    {
        var queries = new List<EvaluateAnswersQuery>();
        var number = 0;
        foreach (var line in (await ReadAsync(path, cancellationToken)).Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                var query = JsonSerializer.Deserialize<EvaluateAnswersQuery>(line);
                queries.Add(query?.Text is null ? throw Broken(path, number, "a query needs a text") : query);
            }
            catch (JsonException invalid)
            {
                throw Broken(path, number, invalid.Message);
            }
        }

        return queries;
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Broken(path, 0, failure.Message);
        }
    }

    private static InvalidDataException Broken(string path, int line, string reason) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}({line}): error: {reason}"));
}
