using System.Diagnostics;
using System.Text.Json;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads a PDF in a process of its own. The library that reads them follows what refers to itself until the stack is full, which ends any
/// process, and draws forms that draw each other for as long as they double: neither can be stopped from within.
/// </summary>
public static class PdfProcess
{
    private const string Program = "AssistantBot";
    private const string Host = "dotnet";
    private const string MostMemory = "0x60000000";
    private static readonly string[] Arguments = ["knowledge", "read-pdf"];

    private static readonly HashSet<string> Needed = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SystemRoot", "SystemDrive", "windir",
    };

    // Of the processor, so that a busy machine refuses nothing that a quiet one reads; the other guards against one that waits.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestForMegabyte = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>True for the command line of the process that reads.</summary>
    public static bool IsReader(string[] args) => args.AsSpan().SequenceEqual(Arguments);

    /// <summary>What that process does: it reads a PDF and writes its text for the one that started it.</summary>
    /// <param name="input">The file.</param>
    /// <param name="output">Where the text goes.</param>
    public static void Serve(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var content = new MemoryStream();
        input.CopyTo(content);
        JsonSerializer.Serialize(output, PdfPages.Read(content.ToArray()), PdfTextJson.Default.PdfText);
    }

    /// <summary>The text of a PDF.</summary>
    /// <exception cref="FileNotFoundException">The product's own program, which reads it, is not beside this one.</exception>
    internal static PdfText Read(byte[] content)
    {
        var command = FindProgram() ?? throw new FileNotFoundException($"PDFs are read by {Program}.dll, which is not in {AppContext.BaseDirectory}.");
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. Arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        // Keys and connection strings are no business of what reads strangers' files.
        foreach (var name in start.Environment.Keys.Where(name => !Needed.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_GCHeapHardLimit"] = MostMemory;
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start)!;
        // A full stack is written out at length.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var most = Longest + (LongestForMegabyte * (content.Length / (1024.0 * 1024)));
        var began = Stopwatch.GetTimestamp();
        using var watch = new Timer(_ => KillWhenOver(process, most, began), null, Look, Look);
        try
        {
            using (var input = process.StandardInput.BaseStream)
                input.Write(content);
            if (JsonSerializer.Deserialize(process.StandardOutput.BaseStream, PdfTextJson.Default.PdfText) is { } text)
                return text;
        }
        catch (Exception ended) when (ended is IOException or JsonException)
        {
            // It has ended before it was done.
        }
        finally
        {
            process.WaitForExit();
        }

        return PdfText.Refuse(0, "Reading the file took all the time or memory that a file may take, or led nowhere: it refers to itself or was made to cost.");
    }

    private static void KillWhenOver(Process process, TimeSpan most, long began)
    {
        try
        {
            if (!process.HasExited && (process.TotalProcessorTime > most || Stopwatch.GetElapsedTime(began) > LongestWait))
                process.Kill();
        }
        catch (Exception ended) when (ended is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended at the same moment.
        }
    }

    private static string[]? FindProgram()
    {
        var own = Environment.ProcessPath;
        var name = Path.GetFileNameWithoutExtension(own);
        if (name == Program)
            return [own!];
        var program = Path.Combine(AppContext.BaseDirectory, Program + ".dll");
        return File.Exists(program) ? [name == Host ? own! : Host, program] : null;
    }
}
