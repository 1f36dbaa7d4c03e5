using System.Text;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Cuts a Markdown document at its headings.</summary>
internal static class MarkdownSections
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePreciseSourceLocation()
        .UsePipeTables()
        .UseYamlFrontMatter()
        .Build();

    /// <summary>The sections in order; the first has level 0 and holds what precedes every heading.</summary>
    public static List<MarkdownSection> Read(string text, out IReadOnlyList<string> frontMatter)
    {
        var document = Markdown.Parse(text, Pipeline);
        frontMatter = [];
        List<MarkdownSection> sections = [new MarkdownSection(0, "", 1)];
        foreach (var block in document)
        {
            switch (block)
            {
                case YamlFrontMatterBlock yaml:
                    frontMatter = [.. yaml.Lines.Lines.Take(yaml.Lines.Count).Select(line => line.ToString())];
                    break;
                case HeadingBlock heading:
                    sections.Add(CreateSection(heading));
                    break;
                case LinkReferenceDefinitionGroup or ThematicBreakBlock:
                    break;
                default:
                    sections[^1].Blocks.Add(block);
                    break;
            }
        }

        for (var i = 0; i + 1 < sections.Count; i++)
            sections[i].IsLeaf = sections[i + 1].Level <= sections[i].Level;
        return sections;
    }

    private static MarkdownSection CreateSection(HeadingBlock heading)
    {
        var title = new StringBuilder();
        List<string> comments = [];
        List<Inline> hidden = [];
        foreach (var inline in heading.Inline?.Descendants<Inline>() ?? [])
        {
            switch (inline)
            {
                case LiteralInline or CodeInline or HtmlEntityInline when IsInImage(inline):
                    break;
                case LinkInline { IsImage: true }:
                    hidden.Add(inline);
                    break;
                case LiteralInline literal:
                    title.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    title.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    title.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline:
                    title.Append(' ');
                    break;
                case HtmlInline html when html.Tag.StartsWith("<!--", StringComparison.Ordinal):
                    comments.Add(html.Tag);
                    break;
                case HtmlInline:
                    hidden.Add(inline);
                    break;
            }
        }

        var section = new MarkdownSection(heading.Level, title.ToString().Trim(), heading.Line + 1);
        section.HeadingComments.AddRange(comments);
        section.HiddenInHeading.AddRange(hidden);
        return section;
    }

    /// <summary>True for the text of an image, which a reader of the page does not see.</summary>
    internal static bool IsInImage(Inline inline) => inline.FindParentOfType<LinkInline>().Any(link => link.IsImage);
}
