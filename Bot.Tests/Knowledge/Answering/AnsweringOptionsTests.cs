using System.Globalization;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Knowledge.Answering;

public sealed class AnsweringOptionsTests
{
    [Theory]
    [InlineData("fr-FR", "00:00:05", true)]
    [InlineData("en-US", "00:00:00.5", true)]
    [InlineData("fr-FR", "00:00:00", false)]
    [InlineData("en-US", "01:00:00", false)]
    public void Timeout_InAnyCulture_IsBoundAndChecked(string culture, string timeout, bool valid)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["Knowledge:Answering:Timeout"] = timeout }).Build();
            using var services = new ServiceCollection().AddKnowledge(configuration).BuildServiceProvider();
            var options = services.GetRequiredService<IOptions<AnsweringOptions>>();

            if (valid)
                Assert.Equal(TimeSpan.Parse(timeout, CultureInfo.InvariantCulture), options.Value.Timeout);
            else
                Assert.Throws<OptionsValidationException>(() => options.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
