using System.Globalization;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Hours;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Handoff.Hours;

public sealed class BusinessHoursTests
{
    [Theory]
    [InlineData("2027-01-04T08:30:00+01:00", false, "2027-01-04T09:00:00+01:00")]
    [InlineData("2027-01-04T09:00:00+01:00", true, null)]
    [InlineData("2027-01-04T12:30:00+01:00", false, "2027-01-04T14:00:00+01:00")]
    [InlineData("2027-01-04T17:59:59+01:00", true, null)]
    [InlineData("2027-01-04T18:00:00+01:00", false, "2027-01-05T09:00:00+01:00")]
    [InlineData("2027-01-08T20:00:00+01:00", false, "2027-01-11T09:00:00+01:00")]
    [InlineData("2026-12-24T19:00:00+01:00", false, "2026-12-28T09:00:00+01:00")]
    [InlineData("2027-07-13T20:00:00+02:00", false, "2027-07-15T09:00:00+02:00")]
    [InlineData("2027-03-27T12:00:00+01:00", false, "2027-03-29T09:00:00+02:00")]
    [InlineData("2027-01-04T23:30:00Z", false, "2027-01-05T09:00:00+01:00")]
    public void Hours_AtATime_AreOpenOrSayWhenNext(string now, bool open, string? next)
    {
        var hours = Office(now);

        Assert.Equal(open, hours.IsOpen());
        Assert.Equal(next is null ? null : DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), hours.NextOpening());
    }

    [Fact]
    public void Hours_NotConfigured_AreAlwaysOpen() => Assert.True(Create("2027-01-03T03:00:00Z", _ => { }).IsOpen());

    [Fact]
    public void Hours_UpToMidnight_AreOpenUntilThen() =>
        Assert.True(Create("2027-01-04T23:59:59+01:00", hours => hours.Days[DayOfWeek.Monday] = "20:00-24:00").IsOpen());

    [Fact]
    public void Hours_OnlyOnHolidays_NeverOpen() =>
        Assert.Null(Create("2027-01-04T10:00:00Z", hours => hours.Days[DayOfWeek.Monday] = "").NextOpening());

    [Theory]
    [InlineData("9-18")]
    [InlineData("18:00-09:00")]
    [InlineData("09:00-12:00, 11:00-13:00")]
    [InlineData("09:00")]
    public void Hours_Unreadable_AreRefused(string text) =>
        Assert.Throws<FormatException>(() => Create("2027-01-04T10:00:00Z", hours => hours.Days[DayOfWeek.Monday] = text));

    [Fact]
    public void Settings_ThatCannotBeMeant_AreRefusedByName()
    {
        var options = new HandoffOptions { Language = "de", SilenceAfter = TimeSpan.Zero };
        options.Hours.TimeZone = "Mars/Olympus";
        options.OnCall.Webhook = "http://pager.example/";
        options.OnCall.Assistants.Add(new() { Id = "x" });

        var refused = string.Join('\n', new HandoffOptionsValidator(TimeProvider.System).Validate(null, options).Failures!);

        foreach (var named in new[] { "Handoff:Language", "above zero", "Handoff:Hours:TimeZone", "Handoff:OnCall:Webhook:", "Handoff:OnCall:WebhookSecret", "Handoff:OnCall:Assistants" })
            Assert.Contains(named, refused, StringComparison.Ordinal);
        Assert.True(new HandoffOptionsValidator(TimeProvider.System).Validate(null, new HandoffOptions()).Succeeded);
    }

    private static BusinessHours Office(string now) => Create(now, hours =>
    {
        for (var day = DayOfWeek.Monday; day <= DayOfWeek.Friday; day++)
            hours.Days[day] = "09:00-12:30, 14:00-18:00";
        hours.Holidays.Add("2026-12-25");
        hours.Holidays.Add("07-14");
    });

    private static BusinessHours Create(string now, Action<HoursOptions> configure)
    {
        var options = new HandoffOptions();
        configure(options.Hours);
        return new BusinessHours(Options.Create(options), new ManualTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));
    }
}
