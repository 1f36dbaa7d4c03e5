using System.Globalization;
using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;

namespace AssistantBot.Bot.Desk;

/// <summary>The desk's interface for triage decisions that were wrong: mark, try a rewrite, approve it, dismiss.</summary>
internal static class DeskReviewEndpoints
{
    private const int MaxId = 100;

    /// <summary>Serves <c>reviews</c> and <c>handoffs/{id}/reviews/{action}</c> under the desk's interface.</summary>
    public static void MapReviews(this IEndpointRouteBuilder desk)
    {
        desk.MapGet("/api/reviews", ListAsync);
        desk.MapPost("/api/handoffs/{id}/reviews/{action}", PostAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DeskReviews reviews, string? lang) => Results.Json(
        await reviews.ListAsync(DeskEndpoints.SessionOf(http), DeskEndpoints.LanguageOf(lang), http.RequestAborted), DeskJson.Default.DeskReviewList);

    private static async Task<IResult> PostAsync(
        HttpContext http, DeskReader reader, DeskReviews reviews, DeskCommandRunner runner, IOfficeExamples examples, IWording wording, DeskEvents events,
        string id, string action, string? lang)
    {
        if (await PageRequests.ReadAsync(http.Request, DeskJson.Default.DeskRewrite) is not { CommandId: { Length: > 0 and <= MaxId } commandId, Label: { } label } asked
            || !ExampleFile.TryGetReason(label, out _))
            return Results.BadRequest();
        var session = DeskEndpoints.SessionOf(http);
        if (await reader.FindAsync(session, id, http.RequestAborted) is not { } handoff || !session.MayRead(handoff)
            || !await reviews.KnowsAsync(handoff, asked.Line, http.RequestAborted))
            return Results.NotFound();
        var language = DeskEndpoints.LanguageOf(lang);
        if (action is "try" or "approve" && await reviews.RefuseAsync(handoff, asked.Line, asked.Text, http.RequestAborted) is { } refusal)
            return Results.Json(new DeskResult(false, wording.Get($"desk.review.{refusal}", language)), DeskJson.Default.DeskResult, statusCode: StatusCodes.Status409Conflict);
        if (action == "try")
            return Results.Json(await reviews.TryAsync(handoff, asked.Line, label, asked.Text, language, http.RequestAborted), DeskJson.Default.DeskTrial);
        if (action == "approve" && !examples.IsAvailable)
            return Results.NotFound();
        if (action is not ("mark" or "approve" or "dismiss"))
            return Results.NotFound();
        var settled = action switch { "approve" => DecisionReview.Approved, "dismiss" => DecisionReview.Dismissed, _ => null };
        try
        {
            var note = action == "approve" ? await reviews.AddAsync(handoff, label, asked.Text!, language) : null;
            var response = await runner.ReviewAsync(session, handoff, new DeskReview(id, asked.Line, label, settled), commandId, language, CancellationToken.None);
            events.Announce();
            return note is not null && response.Status == StatusCodes.Status200OK
                ? Results.Json(new DeskResult(true, note), DeskJson.Default.DeskResult)
                : DeskEndpoints.ResultOf(response);
        }
        catch (TriageDataException broken)
        {
            var refused = wording.Get("desk.review.broken", language, ("file", Path.GetFileName(broken.File)), ("line", broken.Line.ToString(CultureInfo.InvariantCulture)));
            return Results.Json(new DeskResult(false, refused), DeskJson.Default.DeskResult, statusCode: StatusCodes.Status409Conflict);
        }
        catch (TurnRejectedException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
