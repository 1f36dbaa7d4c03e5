namespace AssistantBot.Triage;

/// <summary>The office's own examples, added while the product runs.</summary>
public interface IOfficeExamples
{
    /// <summary>True when a folder for them is configured (<c>Triage:ExamplesPath</c>).</summary>
    bool IsAvailable { get; }

    /// <summary>What an example would change. Nothing is kept.</summary>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="label">A label of the example files.</param>
    /// <param name="text">One line.</param>
    /// <exception cref="TriageDataException">The label is unknown or the text is no line of an example file.</exception>
    Task<TriageTrial> TryAsync(string language, string label, string text);

    /// <summary>Adds an example to the office's file and trains anew; decisions follow it from then on. One that is there already is not added twice.</summary>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="label">A label of the example files.</param>
    /// <param name="text">One line, an approved rewrite.</param>
    /// <returns>What is decided on the text from now on: a fixed pattern or other examples may still prevail.</returns>
    /// <exception cref="InvalidOperationException">No folder is configured.</exception>
    /// <exception cref="TriageDataException">
    /// The label is unknown, the text is no line of an example file, or a file that is there already is broken; nothing was added.
    /// </exception>
    Task<TriageDecision> AddAsync(string language, string label, string text);
}
