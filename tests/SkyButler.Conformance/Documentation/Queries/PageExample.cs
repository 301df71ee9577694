using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Composition;

namespace SkyButler.Conformance.Documentation.Queries;

/// <summary>Questions asked by a program.</summary>
public static class PageExample
{
    /// <summary>Asks them, and returns the answers as text.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(Butler butler, CancellationToken cancellationToken)
    {
        var answers = new List<string>();

        // One record says all of a question.
        var science = new DataIdQuery
        {
            Dimensions = ["exposure"],
            Where = "exposure.observation_type = :kind AND exposure IN (:wanted)",
            Bind = new Dictionary<string, object?> { ["kind"] = "science", ["wanted"] = new[] { 1, 2, 3 } },
            OrderBy = ["-exposure.timespan.begin"],
        };
        await foreach (var dataId in butler.Queries.DataIdsAsync(science, cancellationToken))
            answers.Add($"exposure {dataId["exposure"]}");

        // Or a query is put together step by step; each step gives another query and leaves the first as it was.
        var query = butler.Queries.Query().JoinDatasets("bias", "Cam/calib").JoinDimensions("exposure").Where("detector = 0");
        await foreach (var row in query.Rows(["exposure", "detector"], ["bias.run"], firstOf: "bias").OrderBy("exposure").WithCancellation(cancellationToken))
            answers.Add($"exposure {row.DataId["exposure"]} is corrected by the bias of {row.Values[0]}");
        var none = query.Where("exposure = 7").DataIds("exposure");
        if (!await none.AnyAsync(Certainty.Exact, cancellationToken))
            answers.AddRange(await none.ExplainAsync(cancellationToken));

        // Data IDs from elsewhere, however many, go into a temporary table that queries can join.
        var mine = DataCoordinate.Standardize(butler.Universe.Conform(["visit"]), new DataId { ["instrument"] = "Cam", ["visit"] = 3 });
        await using var table = await butler.Queries.UploadAsync(["visit"], [mine], cancellationToken);
        var visits = butler.Queries.Query().Join(table).Records("visit");
        answers.Add($"{await visits.CountAsync(Counting.Exact, cancellationToken)} visit");
        return answers;
    }
}
