using SkyButler.Registry;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Compares the engine's answer with the right one.</summary>
internal static class Comparison
{
    /// <summary>What is wrong with the engine's answer; null where it is right.</summary>
    public static async Task<string?> CompareAsync(World world, SqlRegistry registry, Ask ask, CancellationToken cancellationToken)
    {
        var expected = Answerer.Answer(world, ask);
        var asker = new EngineAsker(registry, ask, cancellationToken);
        var (error, lines, message) = await asker.AskAsync();

        // Where nothing says which sky pixels there are, the engine may find out and need not.
        if (expected.Error == AnswerError.Pixels && error is AnswerError.Query or AnswerError.None)
            return null;

        // Below a limit, nobody has to look whether the rows that are left out are ambiguous.
        if (expected.Error == AnswerError.Calibration && ask.Limit is not null && error == AnswerError.None)
            return null;
        if (error != expected.Error)
            return $"expected {(expected.Error == AnswerError.None ? $"{expected.Rows.Count} rows" : $"error {expected.Error}")}, found {(error == AnswerError.None ? $"{lines.Count} rows" : $"error {error}: {message}")}";
        if (error != AnswerError.None)
            return null;
        var total = expected.Rows.Count;
        if (Rows(expected, lines, Math.Min(Math.Abs(ask.Limit ?? total), total)) is { } problem)
            return problem;
        if (Order(ask, expected, lines, nothingIsLast: registry.Context.Database.Dialect is PostgresDialect) is { } disorder)
            return disorder;
        if (await asker.CountAsync() is { } count && count != total)
            return $"expected a count of {total}, found {count}";
        return total == 0 && (await asker.ExplainAsync()).Count == 0 ? "expected an explanation of the empty answer" : null;
    }

    private static string? Rows(Answer expected, IReadOnlyList<string> lines, int count)
    {
        if (lines.Where(l => !expected.Rows.ContainsKey(l)).Take(3).ToList() is { Count: > 0 } wrong)
            return $"wrong rows such as {string.Join(" / ", wrong)}; expected {expected.Rows.Count}, found {lines.Count}";
        if (lines.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } repeated)
            return $"{repeated.Count()} times the row {repeated.Key}";
        if (lines.Count != count)
            return $"expected {count} rows, found {lines.Count}; missing for instance {expected.Rows.Keys.Except(lines).FirstOrDefault()}";
        return null;
    }

    // Whether rows come in the order that was asked for, and are the first of it.
    private static string? Order(Ask ask, Answer expected, IReadOnlyList<string> lines, bool nothingIsLast)
    {
        if (!expected.IsOrdered || ask.Order.Count == 0)
            return null;
        var keys = lines.Select(l => expected.Rows[l]!).ToList();
        var sorted = expected.Rows.Values.Select(o => o!).Order(Comparer<object?[]>.Create((a, b) => Compare(ask, a, b, nothingIsLast))).Take(keys.Count).ToList();
        for (var i = 0; i < keys.Count; i++)
            if (Compare(ask, keys[i], sorted[i], nothingIsLast) != 0)
                return $"row {i} is out of order: {lines[i]}";
        return null;
    }

    // Where what has no value comes is the database's own affair.
    private static int Compare(Ask ask, object?[] a, object?[] b, bool nothingIsLast)
    {
        for (var i = 0; i < a.Length; i++)
            if (Values.Compare(a[i], b[i]) is var order and not 0)
                return ask.Order[i].IsDescending != (nothingIsLast && (a[i] is null || b[i] is null)) ? -order : order;
        return 0;
    }
}
