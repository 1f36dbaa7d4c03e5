using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Bot.Health;

/// <summary>When the bot says that something is wrong. Section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Health";

    /// <summary>A reply or a message that has waited longer is a problem.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of the disk that is free below which it is a problem.</summary>
    [Range(0, 1)]
    public double DiskWarning { get; set; } = 0.15;

    /// <summary>Share of the disk that is free below which nothing new is accepted.</summary>
    [Range(0, 1)]
    public double DiskRefusal { get; set; } = 0.05;

    /// <summary>How often disk and clock are looked at.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How far the wall clock may move against the steady one in <see cref="Interval"/>.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromSeconds(30);
}
