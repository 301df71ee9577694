namespace SkyButler.Benchmarks.Bare;

/// <summary>Rows of one table as SQLite keeps them: text as its bytes, integers, reals, null.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Rows">Values in the order of the columns.</param>
internal sealed record TableRows(string Table, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The statement that inserts a row.</summary>
    public string Insert =>
        $"INSERT INTO \"{Table}\" VALUES ({string.Join(", ", Enumerable.Repeat("?", Rows[0].Length))})";
}
