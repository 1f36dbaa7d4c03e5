namespace AssistantBot.Triage;

/// <summary>Shows why triage decides as it does, and what new examples would change.</summary>
public interface ITriageExplainer
{
    /// <summary>The decision on a message with the terms that weighed most.</summary>
    TriageExplanation Explain(string text);

    /// <summary>Trains with a file of examples added and compares; nothing is kept.</summary>
    /// <param name="path">A file in the format of the examples, named <c>*.fr.txt</c> or <c>*.en.txt</c>.</param>
    /// <exception cref="TriageDataException">The file is broken.</exception>
    TriageTrial Try(string path);
}
