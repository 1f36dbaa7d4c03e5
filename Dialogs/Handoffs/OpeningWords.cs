using System.Globalization;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Emergency;
using AssistantBot.Handoff.Hours;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What somebody is told whose request was opened: what really happens now, at this hour, and nothing that the schedule does not hold.</summary>
internal sealed class OpeningWords(BusinessHours hours, EmergencyWords emergency, IWording wording)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Words the opening.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="request">The request.</param>
    /// <param name="progress">How far the on-call chain is; null when life is not in danger.</param>
    /// <param name="moved">True when the request came here from a group.</param>
    public string Say(PersonTurn turn, HandoffRequest request, OnCallProgress? progress, bool moved = false)
    {
        var grave = HandoffConfidentiality.IsGrave(request.Reason) || request.DangerToLife;
        if (progress is OnCallProgress.Alerted or OnCallProgress.Nobody)
            return wording.Get(progress is OnCallProgress.Alerted ? "handoff.opened.onCall" : "handoff.opened.nobody", turn.Language, ("reference", request.Reference));
        if (hours.IsOpen())
            return wording.Get(moved ? "handoff.privateOpened" : grave ? "handoff.opened.grave" : "handoff.opened", turn.Language, ("reference", request.Reference));
        var closed = wording.Get(
            grave ? "handoff.opened.grave.closed" : "handoff.opened.closed", turn.Language,
            ("time", Time(hours.LocalNow, turn.Language)), ("opening", Opening(turn.Language)), ("reference", request.Reference));
        // Without danger in sight, but alone at night: whom to call stands below.
        return request.Reason is TriageReason.Distress ? $"{closed} {emergency.Numbers(turn)}" : closed;
    }

    private string Opening(string language)
    {
        if (hours.NextOpening() is not { } opening)
            return wording.Get("opening.unknown", language);
        var days = (opening.Date - hours.LocalNow.Date).Days;
        var culture = language == "en" ? English : French;
        (string, string) time = ("time", Time(opening, language));
        return days switch
        {
            0 => wording.Get("opening.today", language, time),
            1 => wording.Get("opening.tomorrow", language, time),
            < 7 => wording.Get("opening.weekday", language, ("day", culture.DateTimeFormat.GetDayName(opening.DayOfWeek)), time),
            _ => wording.Get("opening.date", language, ("date", opening.ToString("d MMMM", culture)), time),
        };
    }

    private static string Time(DateTimeOffset time, string language) => language == "en"
        ? time.ToString("H:mm", CultureInfo.InvariantCulture)
        : time.Minute == 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.Hour} h") : string.Create(CultureInfo.InvariantCulture, $"{time.Hour} h {time.Minute:00}");
}
