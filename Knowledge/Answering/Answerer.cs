using AssistantBot.Knowledge.Embeddings;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Answers by quoting, or with a model whose every answer is checked against the passages before anybody sees it.</summary>
public sealed partial class Answerer : IAnswerer
{
    private const int MostChoices = 3;

    /// <summary>Room for an answer, and for a thinking model's thoughts before it; what is shown is limited by <see cref="AnsweringOptions.MaxLength"/>.</summary>
    private const int TokensForAnswer = 2_000;

    private readonly IKnowledgeRetriever _retriever;
    private readonly AnsweringOptions _options;
    private readonly ILogger _log;
    private readonly ModelCall? _model;
    private readonly QuestionVectors? _vectors;

    /// <summary>Creates an answerer.</summary>
    /// <param name="retriever">Finds the passages.</param>
    /// <param name="options">Limits.</param>
    /// <param name="client">The model, or null to quote.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="log">Where failures go; never texts.</param>
    /// <param name="vectors">Turns questions into vectors, or null to match words alone.</param>
    public Answerer(
        IKnowledgeRetriever retriever, IOptions<AnsweringOptions> options, IChatClient? client = null, TimeProvider? time = null, ILogger<Answerer>? log = null,
        QuestionVectors? vectors = null)
    {
        ArgumentNullException.ThrowIfNull(retriever);
        ArgumentNullException.ThrowIfNull(options);
        _retriever = retriever;
        _options = options.Value;
        _log = log ?? NullLogger<Answerer>.Instance;
        _vectors = vectors;
        _model = client is null ? null : new ModelCall(client, time ?? TimeProvider.System, _log);
    }

    /// <inheritdoc/>
    public bool HasModel => _model is not null;

    /// <inheritdoc/>
    public async Task<Answer> AnswerAsync(
        AnswerRequest request, Func<string, CancellationToken, ValueTask<string?>>? onText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var language = request.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : "fr";
        if (request.ChosenEntryId is { } chosen && Find(chosen, request.Audience, language) is { } entry)
        {
            var quoted = QuotedAnswer.Create(entry, language, 1);
            return !quoted.OtherLanguageOnly ? quoted : await AskModelAsync(request, language, [entry], 1, onText, cancellationToken) ?? quoted;
        }

        var found = await SearchAsync(request, language, cancellationToken);
        // The retriever filters by audience; what a reader may not see must not pass even if it errs.
        List<KnowledgeEntry> entries = [.. found.Entries.Select(result => result.Entry).Where(candidate => candidate.IsFor(request.Audience))];
        if (entries.Count == 0)
            return Answer.None(language);
        if (found.Outcome != RetrievalOutcome.NoAnswer || found.Confidence >= _options.AskModelFrom)
        {
            var isCovered = found.Outcome == RetrievalOutcome.Answer;
            var written = await AskModelAsync(
                request, language, [.. entries.Take(_options.Passages)], found.Confidence, isCovered ? onText : null, cancellationToken);
            if (written is { Kind: AnswerKind.Grounded } && !isCovered)
                return Offered(written.Sources, entries, language, found.Confidence);
            if (written is not null)
                return written;
        }

        // Asking which of two is meant helps nobody where both answer the same question.
        if (found.Outcome != RetrievalOutcome.NoAnswer && SourceConflict.Find([entries[0]], entries) is { } conflict)
            return QuotedAnswer.Create(entries[0], language, found.Confidence) with { Sources = [entries[0], conflict.Second], Conflict = conflict };
        return found.Outcome switch
        {
            RetrievalOutcome.Answer => QuotedAnswer.Create(entries[0], language, found.Confidence),
            RetrievalOutcome.Clarify when entries.Count > 1 => new Answer(AnswerKind.Clarify, "", language, found.Confidence)
            {
                Choices = [.. entries.Take(MostChoices)],
            },
            _ => Answer.None(language),
        };
    }

    /// <summary>The model's checked answer, <see cref="AnswerKind.None"/> when it says that the sources do not hold one, null to go on without it.</summary>
    private async Task<Answer?> AskModelAsync(
        AnswerRequest request, string language, IReadOnlyList<KnowledgeEntry> passages, double confidence,
        Func<string, CancellationToken, ValueTask<string?>>? onText, CancellationToken cancellationToken)
    {
        if (_model is null)
            return null;
        var prompt = GroundedPrompt.Create(request, language, passages, _model.Model);
        var check = new GroundingCheck(language, passages, _options.MaxLength);
        var stream = new AnswerStream(check, new SentenceOpenings(language, passages), onText);
        var raw = await _model.RunAsync(
            prompt,
            new ModelCallOptions { Temperature = 0, MaxOutputTokens = TokensForAnswer, Timeout = _options.Timeout, Caller = request.Caller },
            _options.MaxLength * 2, request.ModelResults, stream.ShowAsync, cancellationToken);
        // Stopped by its reader: what they have read is the answer.
        raw = stream.Stopped ?? raw;
        if (raw is null)
            return null;
        var text = CitedFirst.Settle(check.Clean(raw));
        var verdict = check.Check(text, complete: true);
        if (verdict == GroundingVerdict.NotInSources)
            return Answer.None(language);
        if (verdict != GroundingVerdict.Grounded)
        {
            LogRejected(verdict, GroundedPrompt.Version);
            return null;
        }

        var (renumbered, sources) = check.Renumber(GroundingCheck.Shorten(text));
        var conflict = SourceConflict.Find(sources, passages);
        return new Answer(AnswerKind.Grounded, renumbered, language, confidence)
        {
            Sources = conflict is null || sources.Contains(conflict.Second) ? sources : [.. sources, conflict.Second],
            TranslatedFrom = sources.FirstOrDefault(source => source.Language != language)?.Language,
            Conflict = conflict,
        };
    }

    /// <summary>
    /// What becomes of a written answer to a question that the passages do not cover: a model that always knows reads like one that is right. The
    /// entries it chose are offered, and the person says whether one of them is meant.
    /// </summary>
    private static Answer Offered(IReadOnlyList<KnowledgeEntry> chosen, List<KnowledgeEntry> entries, string language, double confidence) => entries.Count < 2
        ? Answer.None(language)
        : new Answer(AnswerKind.Clarify, "", language, confidence)
        {
            Choices = [.. chosen.Concat(entries).DistinctBy(entry => entry.Id).Take(MostChoices)],
        };

    /// <summary>What is found for the question as it was asked, or for the completed one where that is surer.</summary>
    private async Task<RetrievalResult> SearchAsync(AnswerRequest request, string language, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<float>? vector = _vectors is null ? null : await _vectors.TryEmbedAsync(Complete(request, language), request.Caller, cancellationToken);
        var asked = _retriever.Search(new RetrievalQuery(request.Text, request.Audience, language) { Earlier = request.Earlier, EarlierEntryId = request.EarlierEntryId, Vector = vector });
        if (request.Standalone is not { Length: > 0 } standalone)
            return asked;
        var completed = _retriever.Search(new RetrievalQuery(standalone, request.Audience, language) { Vector = vector });
        return completed.Confidence >= asked.Confidence ? completed : asked;
    }

    /// <summary>The question as completely as it is known: a follow-up says too little by itself.</summary>
    private static string Complete(AnswerRequest request, string language) =>
        request.Standalone is { Length: > 0 } standalone ? standalone
        : request.Earlier is [.., var last] && FollowUp.LeansOnEarlier(request.Text, language) ? $"{last} {request.Text}"
        : request.Text;

    private KnowledgeEntry? Find(string id, Audience audience, string language) =>
        _retriever.Knowledge.Entries
            .Where(entry => entry.Id == id && entry.IsFor(audience))
            .OrderByDescending(entry => entry.Language == language)
            .FirstOrDefault();

    [LoggerMessage(1, LogLevel.Warning, "The model's answer was refused ({Verdict}, prompt {Prompt}); the passage is quoted")]
    private partial void LogRejected(GroundingVerdict verdict, string prompt);
}
