using System.Globalization;
using System.Reflection;

namespace AssistantBot.Storage.Migrations;

/// <summary>
/// One numbered change of the schema. A script that only adds says in its first line which programs go on without knowing it:
/// <c>-- Readable from: 0060</c> means those whose newest script is 0060 or later. Without that line only programs that know the script may
/// use the database any more; such a script takes the highest number of all.
/// </summary>
/// <param name="Version">Its number; scripts are applied in that order.</param>
/// <param name="Text">What it does.</param>
internal sealed record MigrationScript(int Version, string Text)
{
    private const string Mark = "-- Readable from:";

    /// <summary>The newest script that a program must know, to use the database after this one.</summary>
    public int ReadableFrom => Text.StartsWith(Mark, StringComparison.Ordinal) ? int.Parse(Text.AsSpan(Mark.Length).Trim()[..4], CultureInfo.InvariantCulture) : Version;

    /// <summary>The scripts of a kind of database, in their order.</summary>
    public static IReadOnlyList<MigrationScript> Of(string database)
    {
        var prefix = $"{typeof(MigrationScript).Namespace}.{database}.";
        return
        [
            .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new MigrationScript(int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), Read(name))),
        ];
    }

    /// <summary>What is said to a program that is too old for the database.</summary>
    /// <param name="readableFrom">The mark of the database.</param>
    /// <param name="known">The newest script that the program knows.</param>
    public static StorageSettingsException TooOld(long readableFrom, int known) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The database can be used by programs that know schema version {readableFrom}; this one knows {known} only. Use the newer program."));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
