using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Queries;

/// <summary>Every recorded question that a command can ask gets the recorded answer from the command.</summary>
public sealed class CommandQueriesTests
{
    private const int RecordedQuestions = 88;

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, RecordedQuestions)];

    [Fact]
    public void Most_recorded_questions_can_be_asked_by_commands() =>
        GoldenQuestion.ReadAll().Count(q => CommandAsker.Words(q, "repo") is not null).ShouldBe(68);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_command_gives_the_recorded_answer(int place)
    {
        var question = GoldenQuestion.ReadAll()[place];
        var repository = SharedFiles.Golden("mixed");
        if (CommandAsker.Words(question, repository) is not { } words)
            return;

        var (code, rows, errors) = await new CommandAsker(repository, TestContext.Current.CancellationToken).RunAsync(words);

        if (question.Error is { } error && !IsNothing(question, error))
        {
            code.ShouldNotBe(0, question.ToString());
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].ShouldStartWith("Error: ");
            return;
        }

        code.ShouldBe(0, errors);
        var expected = question.Error is null ? question.Rows.Select(r => CommandAsker.Expected(question, r)).ToList() : [];
        // A dataset in several collections is listed once; a command prints the same row for each of the original's.
        var isDatasets = question.Api is "query_datasets" or "query_all_datasets";
        rows.Select(r => CommandAsker.Found(question, r)).ShouldBe(isDatasets ? expected.Distinct() : expected, ignoreOrder: !question.IsOrdered || question.Api.StartsWith("collections.", StringComparison.Ordinal) && question.Number != 112, question.ToString());
    }

    // Data IDs and records that there are not are no error of a command, nor are dataset types, which may be globs.
    private static bool IsNothing(GoldenQuestion question, string error) =>
        error.EndsWith("MissingDatasetTypeError", StringComparison.Ordinal)
        || (error.EndsWith("EmptyQueryResultError", StringComparison.Ordinal) && question.Api != "query_datasets");
}
