namespace AssistantBot.Handoff.Hours;

/// <summary>Section <c>Handoff:Hours</c>: when assistants are there. Without days, always.</summary>
public sealed class HoursOptions
{
    /// <summary>IANA time zone of the hours.</summary>
    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>Hours by day of the week (<c>Monday</c>…), as <c>09:00-12:30, 14:00-18:00</c>; a day left out is closed.</summary>
    public IDictionary<DayOfWeek, string> Days { get; } = new Dictionary<DayOfWeek, string>();

    /// <summary>Closed days, as <c>2026-12-25</c>, or <c>12-25</c> for every year.</summary>
    public IList<string> Holidays { get; } = [];
}
