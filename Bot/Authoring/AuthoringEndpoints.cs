using System.Text.Json.Serialization.Metadata;
using AssistantBot.Bot.Desk;
using AssistantBot.Bot.Widget;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Authoring;

/// <summary>The desk's knowledge page: what may be answered, its history, what people asked in vain.</summary>
internal static class AuthoringEndpoints
{
    private const int MostBytesOfText = 40_000;
    private const int LongestGap = 300;

    /// <summary>Serves <c>/api/knowledge/**</c> within the desk's group, which has checked who asks and from where.</summary>
    public static void MapAuthoring(this RouteGroupBuilder desk)
    {
        var knowledge = desk.MapGroup("/api/knowledge").AddEndpointFilter(RequireAssistantAsync);
        knowledge.MapGet("/entries", async (HttpContext http, AuthoringReader reader, string? search, string? language) =>
            Json(await reader.ListAsync(search, LanguageOf(language), http.RequestAborted), AuthoringJson.Default.EntryList));
        knowledge.MapGet("/entry", async (HttpContext http, AuthoringReader reader, string id, string language) =>
            await reader.ReadAsync(id, language, http.RequestAborted) is { } entry ? Json(entry, AuthoringJson.Default.EntryDetail) : Results.NotFound());
        knowledge.MapGet("/work", async (HttpContext http, AuthoringReader reader) =>
            Json(await reader.ReadWorkAsync(http.RequestAborted), AuthoringJson.Default.AuthorWork));
        knowledge.MapGet("/draft", async (HttpContext http, AuthoringReader reader, string handoff) =>
            await reader.DraftAsync(SessionOf(http), handoff, http.RequestAborted) is { } draft ? Json(draft, AuthoringJson.Default.EntryDraft) : Results.NotFound());
        knowledge.MapPost("/save", SaveAsync);
        knowledge.MapPost("/undo", UndoAsync);
        knowledge.MapPost("/withdraw", WithdrawAsync);
        knowledge.MapPost("/resolve", ResolveAsync);
        knowledge.MapPost("/propose", ProposeAsync);
        knowledge.MapPost("/proposals/dismiss", DismissProposalAsync);
        knowledge.MapPost("/gaps", AddGapAsync);
        knowledge.MapPost("/gaps/done", EndGapAsync);
        knowledge.MapPost("/questions/dismiss", DismissAsync);
    }

    // Somebody who only tries the demonstration neither reads what people asked nor changes what is answered.
    private static async ValueTask<object?> RequireAssistantAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        SessionOf(context.HttpContext).Demo is null ? await next(context) : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> SaveAsync(
        HttpContext http, AuthoringReader reader, KnowledgePublisher publisher, KnowledgeRetriever retriever, OpenProposals open)
    {
        if (await RequestAsync(http) is not { Fields: { } fields, Language: "fr" or "en" } request || TooLong(fields))
            return Results.BadRequest();
        var id = request.Id is { Length: > 0 } given ? given : NewId(fields.Question, request.Language, retriever.Knowledge);
        if (EntryMapping.EntryOf(id, request.Language, fields) is not { } draft)
            return Results.BadRequest();
        var (entry, problems) = KnowledgePublisher.Check(draft);
        if (entry is null || entry.Id != id || entry.Language != request.Language)
            return Json(new EntryResult(null, [.. problems.Where(problem => problem.Severity == KnowledgeProblemSeverity.Error).Select(problem => problem.Reason)], false), AuthoringJson.Default.EntryResult);
        var edit = new KnowledgeEdit(id, request.Language, request.Version, KnowledgeChangeKind.Edited, entry, AuthorOf(http));
        var written = await publisher.EditAsync(edit, CancellationToken.None);
        if (written is not null)
            await open.SettleAsync(entry, CancellationToken.None);
        return await AnswerAsync(http, reader, id, request.Language, written, problems);
    }

    private static async Task<IResult> UndoAsync(HttpContext http, AuthoringReader reader, KnowledgePublisher publisher)
    {
        if (await RequestAsync(http) is not { Id: { Length: > 0 } id, Language: "fr" or "en" } request)
            return Results.BadRequest();
        return await AnswerAsync(http, reader, id, request.Language, await publisher.UndoAsync(id, request.Language, request.Version, request.To, AuthorOf(http), CancellationToken.None), []);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, AuthoringReader reader, KnowledgePublisher publisher)
    {
        if (await RequestAsync(http) is not { Id: { Length: > 0 } id, Language: "fr" or "en", Version: > 0 } request)
            return Results.BadRequest();
        var edit = new KnowledgeEdit(id, request.Language, request.Version, KnowledgeChangeKind.Withdrawn, null, AuthorOf(http));
        return await AnswerAsync(http, reader, id, request.Language, await publisher.EditAsync(edit, CancellationToken.None), []);
    }

    private static async Task<IResult> ResolveAsync(HttpContext http, AuthoringReader reader, KnowledgePublisher publisher)
    {
        if (await RequestAsync(http) is not { Id: { Length: > 0 } id, Language: "fr" or "en" } request)
            return Results.BadRequest();
        return await AnswerAsync(http, reader, id, request.Language, await publisher.ResolveAsync(id, request.Language, request.Version, request.Take, AuthorOf(http), CancellationToken.None), []);
    }

    private static async Task<IResult> ProposeAsync(HttpContext http, KnowledgeProposals proposals, OpenProposals open)
    {
        if (await RequestAsync(http) is not { Fields: { } fields, Language: "fr" or "en" } request || TooLong(fields) || EntryMapping.EntryOf(request.Id ?? "entry", request.Language, fields) is not { } entry)
            return Results.BadRequest();
        if (!proposals.IsAvailable)
            return Results.NotFound();
        // What is proposed for an entry is found there again: an author who leaves the page meanwhile loses nothing.
        var isKept = request.Id is { Length: > 0 };
        var leaving = isKept ? CancellationToken.None : http.RequestAborted;
        // "Take" asks for the translation, otherwise for other phrasings.
        var phrasings = request.Take ? [] : await proposals.PhrasingsAsync(entry, leaving);
        var translation = request.Take ? await proposals.TranslationAsync(entry, leaving) : null;
        var found = phrasings.Count > 0 || translation is not null;
        if (isKept)
        {
            await open.KeepAsync(entry, phrasings, translation, CancellationToken.None);
            var (others, other) = await open.ReadAsync(entry, CancellationToken.None);
            (phrasings, translation) = ([.. phrasings.Union(others)], translation ?? other);
        }

        return Json(EntryMapping.ProposalOf(phrasings, translation) with { Found = found }, AuthoringJson.Default.EntryProposal);
    }

    private static async Task<IResult> DismissProposalAsync(HttpContext http, OpenProposals open)
    {
        if (await RequestAsync(http) is not { Id: { Length: > 0 } id, Language: "fr" or "en" } request || request.Take == request.Phrasing is { Length: > 0 })
            return Results.BadRequest();
        await open.DismissAsync(id, request.Language, request.Take ? null : request.Phrasing, CancellationToken.None);
        return Json(new GapResult(true), AuthoringJson.Default.GapResult);
    }

    private static async Task<IResult> AddGapAsync(HttpContext http, IGapStore gaps, IOptions<KnowledgeOptions> options, TimeProvider time)
    {
        if (await PageRequests.ReadAsync(http.Request, AuthoringJson.Default.GapRequest) is not { Text: { Length: > 0 and <= LongestGap } text, Questions.Count: > 0 } request)
            return Results.BadRequest();
        if (!Deidentified.IsClean(text))
            return Json(new GapResult(false), AuthoringJson.Default.GapResult);
        var now = time.GetUtcNow();
        var kept = await gaps.ReadQuestionsAsync(now - options.Value.KeepQuestions, int.MaxValue, http.RequestAborted);
        var questions = kept.Where(question => request.Questions.Contains(question.Id)).ToList();
        if (questions.Count == 0)
            return Results.NotFound();
        var first = questions[0];
        var gap = new KnowledgeGap(
            Guid.CreateVersion7().ToString("n"), first.Kind, text.Trim(), first.Language, first.Audience, first.EntryId, questions.Count, SessionOf(http).Assistant.Name,
            DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        await gaps.AddGapAsync(gap, [.. questions.Select(question => question.Id)], CancellationToken.None);
        return Json(new GapResult(true), AuthoringJson.Default.GapResult);
    }

    private static async Task<IResult> EndGapAsync(HttpContext http, IGapStore gaps)
    {
        if (await PageRequests.ReadAsync(http.Request, AuthoringJson.Default.GapRequest) is not { Id: { Length: > 0 } id })
            return Results.BadRequest();
        await gaps.DeleteGapAsync(id, CancellationToken.None);
        return Json(new GapResult(true), AuthoringJson.Default.GapResult);
    }

    private static async Task<IResult> DismissAsync(HttpContext http, IGapStore gaps)
    {
        if (await PageRequests.ReadAsync(http.Request, AuthoringJson.Default.GapRequest) is not { Questions.Count: > 0 } request)
            return Results.BadRequest();
        await gaps.DeleteQuestionsAsync([.. request.Questions], CancellationToken.None);
        return Json(new GapResult(true), AuthoringJson.Default.GapResult);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, AuthoringReader reader, string id, string language, StoredEntry? written, IReadOnlyList<KnowledgeProblem> problems)
    {
        var entry = await reader.ReadAsync(id, language, http.RequestAborted);
        return Results.Json(
            new EntryResult(entry, [.. problems.Select(problem => problem.Reason)], written is null), AuthoringJson.Default.EntryResult,
            statusCode: written is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    private static string NewId(string question, string language, KnowledgeBase knowledge)
    {
        var slug = KnowledgeFile.Slug(question);
        slug = slug.Length == 0 ? "entry" : slug.Length <= 60 ? slug : slug[..60].TrimEnd('-');
        var id = slug;
        for (var number = 2; knowledge.Entries.Any(entry => entry.Id == id && entry.Language == language); number++)
            id = $"{slug}-{number}";
        return id;
    }

    private static bool TooLong(EntryFields fields) =>
        fields.Answer.Length + fields.Question.Length + fields.AlsoAsked.Sum(phrasing => phrasing.Length) + (fields.Short?.Length ?? 0) > MostBytesOfText;

    private static Task<EntryRequest?> RequestAsync(HttpContext http) => PageRequests.ReadAsync(http.Request, AuthoringJson.Default.EntryRequest);

    private static DeskSession SessionOf(HttpContext http) => http.Features.Get<DeskSession>()!;

    private static KnowledgeAuthor AuthorOf(HttpContext http) => new(SessionOf(http).Assistant.Id, SessionOf(http).Assistant.Name);

    private static string? LanguageOf(string? language) => language is "fr" or "en" ? language : null;

    private static IResult Json<T>(T value, JsonTypeInfo<T> type) => Results.Json(value, type);
}
