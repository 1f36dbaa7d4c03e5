using AssistantBot.Bot.Desk;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Authoring;

/// <summary>What the knowledge page shows.</summary>
internal sealed class AuthoringReader(
    IKnowledgeStore store, IGapStore gaps, KnowledgeRetriever retriever, KnowledgeProposals proposals, OpenProposals open, DeskReader desk, IOptions<KnowledgeOptions> options, TimeProvider time)
{
    private const int MostShown = 200;
    private const int MostQuestions = 400;
    private const double Similar = 0.2;

    /// <summary>The entries that a search finds, or all; withdrawn ones last.</summary>
    public async Task<EntryList> ListAsync(string? search, string? language, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(cancellationToken);
        var translations = Translations(rows);
        var shown = rows.Where(row => language is null || row.Language == language);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var found = retriever.Search(new RetrievalQuery(search, Audience.All, language)).Entries.Select(result => result.Entry.Id).ToList();
            shown = shown
                .Select(row => (row, rank: found.IndexOf(row.EntryId), named: IsNamed(row, search)))
                .Where(pair => pair.rank >= 0 || pair.named)
                .OrderBy(pair => !pair.named).ThenBy(pair => pair.rank < 0 ? int.MaxValue : pair.rank).Select(pair => pair.row);
        }
        else
        {
            shown = shown.OrderBy(row => row.Entry is null).ThenBy(row => row.Entry?.Source, StringComparer.CurrentCulture)
                .ThenBy(row => string.Join('/', row.Entry?.Groups ?? []), StringComparer.CurrentCulture);
        }

        return new EntryList(
            [.. shown.Take(MostShown).Select(row => EntryMapping.LineOf(row, Today, translations[row.EntryId]))],
            rows.Count(row => row.Entry is not null), rows.Count(row => row.Offer is not null), proposals.IsAvailable);
    }

    /// <summary>One entry with its history; null when there never was one.</summary>
    public async Task<EntryDetail?> ReadAsync(string id, string language, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(cancellationToken);
        if (rows.FirstOrDefault(row => row.EntryId == id && row.Language == language) is not { } stored)
            return null;
        var history = await store.ReadHistoryAsync(id, language, cancellationToken);
        var (phrasings, translation) = stored.Entry is null ? ([], null) : await open.ReadAsync(stored.Entry, cancellationToken);
        return new EntryDetail(id, language, stored.Version, stored.Entry is null ? null : EntryMapping.FieldsOf(stored.Entry))
        {
            File = stored.File,
            Offered = stored.Offer is not null,
            Offer = stored.Offer?.Entry is { } offer ? EntryMapping.FieldsOf(offer) : null,
            History = [.. history.Select(change => new VersionLine(
                change.Version, change.Kind.ToString(), change.At, change.Author.Name, change.Entry is null ? null : EntryMapping.FieldsOf(change.Entry)))],
            Translations = Translations(rows)[id],
            Proposal = phrasings.Count > 0 || translation is not null ? EntryMapping.ProposalOf(phrasings, translation) : null,
        };
    }

    /// <summary>What waits for an author: questions people asked, within their time, and what is due.</summary>
    public async Task<AuthorWork> ReadWorkAsync(CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(cancellationToken);
        var translations = Translations(rows);
        var questions = await gaps.ReadQuestionsAsync(time.GetUtcNow() - options.Value.KeepQuestions, MostQuestions, cancellationToken);
        var groups = QuestionGroups.Form(questions).Select(group =>
        {
            var first = group.Questions[0];
            return new QuestionGroupLine(
                first.Kind.ToString(), first.Language, first.Audience.ToString(), first.EntryId, QuestionOf(rows, first.EntryId, first.Language),
                Deidentified.Propose(first.Text, first.Language, retriever.Index),
                [.. group.Questions.Select(question => new QuestionLine(question.Id, question.Text, question.Comment, question.At))]);
        });
        var kept = await gaps.ReadGapsAsync(cancellationToken);
        var published = rows.Where(row => row.Entry is not null).ToList();
        var bilingual = published.Select(row => row.Language).Distinct().Count() > 1;
        return new AuthorWork(
            [.. groups],
            [.. kept.Select(gap => new GapLine(
                gap.Id, gap.Kind.ToString(), gap.Text, gap.Language, gap.Audience.ToString(), gap.EntryId, QuestionOf(rows, gap.EntryId, gap.Language), gap.Count, gap.ApprovedBy, gap.ApprovedAt))],
            Lines(published.Where(row => row.Entry!.ReviewBy < Today).OrderBy(row => row.Entry!.ReviewBy)),
            Lines(rows.Where(row => row.Offer is not null)),
            Lines(published.Where(row => bilingual && translations[row.EntryId].Count == 1)),
            (int)options.Value.KeepQuestions.TotalDays);

        IReadOnlyList<EntryLine> Lines(IEnumerable<StoredEntry> some) => [.. some.Take(MostShown).Select(row => EntryMapping.LineOf(row, Today, translations[row.EntryId]))];
    }

    /// <summary>A draft from a conversation that is over: what was asked and what the assistant answered, in words that name nobody.</summary>
    public async Task<EntryDraft?> DraftAsync(DeskSession session, string handoffId, CancellationToken cancellationToken)
    {
        if (await desk.ReadAsync(session, handoffId, "fr", cancellationToken) is not { Open: true } handoff)
            return null;
        var summary = handoff.Summary;
        string Masked(string text) => Deidentified.Propose(text, summary.Language, retriever.Index, summary.Person, summary.AssistantName);
        var asked = handoff.Transcript.LastOrDefault(line => line.Author == DeskTranscript.Person && line.Text.Contains('?', StringComparison.Ordinal))
            ?? handoff.Transcript.FirstOrDefault(line => line.Author == DeskTranscript.Person);
        var answers = handoff.Transcript.Where(line => line.Author == DeskTranscript.Human && !line.Deleted).Select(line => Masked(line.Text));
        var question = Masked(DeskTranscript.Shorten(asked?.Text ?? handoff.Brief?.Wants ?? ""));
        var rows = await store.ReadAsync(cancellationToken);
        var translations = Translations(rows);
        var similar = retriever.Search(new RetrievalQuery(question, Audience.All, summary.Language)).Entries.Where(result => result.Confidence >= Similar).Take(3)
            .Select(result => rows.FirstOrDefault(row => row.EntryId == result.Entry.Id && row.Language == result.Entry.Language)).OfType<StoredEntry>();
        return new EntryDraft(
            summary.Language,
            new EntryFields { Question = question, Answer = string.Join("\n\n", answers), Audience = (summary.IsMember ? Audience.Employees : Audience.Clients).ToString() },
            [.. similar.Select(row => EntryMapping.LineOf(row, Today, translations[row.EntryId]))]);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    private static bool IsNamed(StoredEntry row, string search) =>
        row.EntryId.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase) || row.Entry?.Question.Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase) == true
        || row.Entry?.Owner?.Equals(search.Trim(), StringComparison.OrdinalIgnoreCase) == true;

    private static string? QuestionOf(IReadOnlyList<StoredEntry> rows, string? id, string language) =>
        id is null ? null : rows.Where(row => row.EntryId == id && row.Entry is not null).OrderByDescending(row => row.Language == language).FirstOrDefault()?.Entry!.Question;

    private static Dictionary<string, IReadOnlyList<string>> Translations(IReadOnlyList<StoredEntry> rows) => rows.GroupBy(row => row.EntryId, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Where(row => row.Entry is not null).Select(row => row.Language)], StringComparer.Ordinal);
}
