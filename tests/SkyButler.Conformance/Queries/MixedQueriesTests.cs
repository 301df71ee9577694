using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Registry.Errors;

namespace SkyButler.Conformance.Queries;

/// <summary>Every question whose answer by the original was recorded gets the same answer here.</summary>
public abstract class MixedQueriesTests(MixedRepository repository)
{
    private const int RecordedQuestions = 88;

    /// <summary>The original's errors and ours: the types are told apart, the words are not compared.</summary>
    private static readonly Dictionary<string, Type> Errors = new(StringComparer.Ordinal)
    {
        ["InvalidQueryError"] = typeof(QueryException),
        ["MissingDatasetTypeError"] = typeof(MissingDatasetTypeException),
        ["CalibrationLookupError"] = typeof(CalibrationLookupException),
        ["DimensionNameError"] = typeof(DataIdException),
    };

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, RecordedQuestions)];

    [Fact]
    public void No_recorded_question_is_left_out() => GoldenQuestion.ReadAll().Count.ShouldBe(RecordedQuestions);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_recorded_question_gets_the_recorded_answer(int place)
    {
        var question = GoldenQuestion.ReadAll()[place];
        var registry = await repository.OpenAsync();
        var asker = new GoldenAsker(registry, new QueryEngine(registry), TestContext.Current.CancellationToken);
        if (question.Error is { } error)
        {
            await ShouldFailAsync(asker, question, error[(error.LastIndexOf('.') + 1)..]);
            return;
        }

        var expected = question.Rows.Select(r => GoldenAnswer.Line(Comparable(r))).ToList();
        var found = await asker.AskAsync(question);

        // Collections come sorted by name here, in the order of their making there; nobody asked for either.
        found.ShouldBe(expected, ignoreOrder: !question.IsOrdered || question.Api.StartsWith("collections.", StringComparison.Ordinal) && question.Number != 112, question.ToString());
    }

    private static async Task ShouldFailAsync(GoldenAsker asker, GoldenQuestion question, string error)
    {
        if (error == "EmptyQueryResultError")
        {
            (await asker.AskAsync(question)).ShouldBeEmpty();
            (await asker.ExplainAsync(question)).ShouldNotBeEmpty();
            return;
        }

        var thrown = await Should.ThrowAsync<ButlerException>(() => asker.AskAsync(question), question.ToString());
        thrown.ShouldBeAssignableTo(Errors[error]);
        thrown.Message.ShouldNotContain('\n');
    }

    // The original lists these sets in any order.
    private static System.Text.Json.Nodes.JsonNode? Comparable(System.Text.Json.Nodes.JsonNode? row)
    {
        if (row is not System.Text.Json.Nodes.JsonObject { } o || o["dataset_types"] is not System.Text.Json.Nodes.JsonArray types)
            return row;
        var copy = o.DeepClone().AsObject();
        copy["dataset_types"] = new System.Text.Json.Nodes.JsonArray([.. types.Select(t => (string)t!).Order(StringComparer.Ordinal).Select(t => (System.Text.Json.Nodes.JsonNode)t)]);
        return copy;
    }

    public sealed class OnSqlite(MixedRepository repository) : MixedQueriesTests(repository), IClassFixture<MixedRepository>;

    public sealed class OnPostgres(PostgresMixedRepository repository) : MixedQueriesTests(repository), IClassFixture<PostgresMixedRepository>;
}
