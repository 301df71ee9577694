using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Queries;
using SkyButler.Queries.Composition;
using SkyButler.Queries.Expressions;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Documentation.Queries;

/// <summary>What <c>docs/queries.md</c> says is so.</summary>
public sealed partial class QueriesPageTests(ExampleRepository repository) : IClassFixture<ExampleRepository>
{
    private const string Page = "docs/queries.md";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string> Examples() => [.. ExampleRow().Matches(File.ReadAllText(Checkout.File(Page)))
        .Select(m => new TheoryDataRow<string, int, string>(m.Groups["condition"].Value, int.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture), m.Groups["kind"].Value))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_finds_what_the_page_says(string condition, int count, string kind)
    {
        var query = repository.Butler.Queries.Query().Where(condition);
        var found = kind switch
        {
            "raw" => query.Datasets("raw", ["Cam/raw"]).CountAsync(cancellationToken: Token),
            "bias" => query.Datasets("bias", ["Cam/calib"], FindRule.All).CountAsync(cancellationToken: Token),
            _ => query.DataIds(kind).CountAsync(cancellationToken: Token),
        };

        (await found).ShouldBe(count);
    }

    [Fact]
    public void There_are_examples() => Examples().Count.ShouldBeGreaterThanOrEqualTo(60);

    [Fact]
    public async Task The_program_is_what_is_compiled_here_and_answers_as_the_page_says()
    {
        var page = await File.ReadAllTextAsync(Checkout.File(Page), Token);
        var code = await File.ReadAllTextAsync(Checkout.File("tests/SkyButler.Conformance/Documentation/Queries/PageExample.cs"), Token);

        var answers = await PageExample.AskAsync(repository.Butler, Token);

        page.ShouldContain($"```csharp\n{code.Trim()}\n```");
        page.ShouldContain($"```\n{string.Join('\n', answers)}\n```");
    }

    [Fact]
    public async Task The_error_is_the_one_shown()
    {
        var query = new DataIdQuery { Dimensions = ["exposure"], Where = "instrument = 'Cam' AND vist.exposure_time > 30" };

        var error = await Should.ThrowAsync<ExpressionException>(async () => await repository.Butler.Queries.DataIdsAsync(query, Token).CountAsync(Token));

        var shown = string.Concat(error.Underlined.Split('\n').Select(l => $"  {l}\n")) + $"Error: {error.Message}";
        (await File.ReadAllTextAsync(Checkout.File(Page), Token)).ShouldContain($"```\n{shown}\n```");
    }

    [GeneratedRegex(@"^\| `(?<condition>.+)` \| (?<count>\d+) (?<kind>exposure|detector|visit|tract|raw|bias)(e?s)? \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExampleRow();
}
