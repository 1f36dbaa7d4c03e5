namespace AssistantBot.Bot.Administration;

/// <summary>How commands on this machine reach the running bot. Section <c>Administration</c>.</summary>
internal sealed class AdministrationOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Administration";

    /// <summary>File with the running bot's address and a key made anew at each start; readable by its owner only, gone when it stops.</summary>
    public string DoorFile { get; set; } = "data/administration.json";
}
