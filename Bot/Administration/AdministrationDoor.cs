using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.Bot.Administration;

/// <summary>Where the running bot is, and the key to its administration.</summary>
/// <param name="Address">Its address on this machine.</param>
/// <param name="Key">Sent as a bearer token.</param>
internal sealed record AdministrationDoor(string Address, string Key)
{
    /// <summary>Reads the file that a running bot has written.</summary>
    /// <returns>Null when there is none.</returns>
    public static AdministrationDoor? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AdministrationJson.Default.AdministrationDoor);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file, readable by its owner only.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, settings);
        JsonSerializer.Serialize(file, this, AdministrationJson.Default.AdministrationDoor);
    }
}

/// <summary>JSON of the door file and of what is said through the door.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AdministrationDoor))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AdministrationJson : JsonSerializerContext;
