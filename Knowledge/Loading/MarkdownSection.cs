using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AssistantBot.Knowledge.Loading;

/// <summary>A heading with the blocks below it, up to the next heading.</summary>
/// <param name="Level">1 to 6; 0 for what stands before the first heading.</param>
/// <param name="Title">The heading as plain text.</param>
/// <param name="Line">Line of the heading, counted from 1.</param>
internal sealed record MarkdownSection(int Level, string Title, int Line)
{
    /// <summary>HTML comments that stand in the heading itself.</summary>
    public List<string> HeadingComments { get; } = [];

    /// <summary>HTML tags and images that stand in the heading, which nobody sees.</summary>
    public List<Inline> HiddenInHeading { get; } = [];

    public List<Block> Blocks { get; } = [];

    /// <summary>True when no deeper heading follows.</summary>
    public bool IsLeaf { get; set; } = true;
}
