using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Results;

namespace SkyButler.Queries.Composition;

/// <summary>
/// Results of a query that are read by iterating, as often as one likes; each time the database is asked anew. It never changes: options
/// give other results of the same query.
/// </summary>
/// <typeparam name="T">What a result is.</typeparam>
public sealed class QueryResults<T> : IAsyncEnumerable<T>
{
    private readonly QueryRunner runner;
    private readonly QueryParts parts;
    private readonly ResultShape shape;
    private readonly ResultOptions options;
    private readonly Func<QueryParts, ResultShape, ResultOptions, CancellationToken, IAsyncEnumerable<T>> read;

    internal QueryResults(
        QueryRunner runner,
        QueryParts parts,
        ResultShape shape,
        ResultOptions options,
        Func<QueryParts, ResultShape, ResultOptions, CancellationToken, IAsyncEnumerable<T>> read)
    {
        this.runner = runner;
        this.parts = parts;
        this.shape = shape;
        this.options = options;
        this.read = read;
    }

    /// <summary>Adds a condition in the query language.</summary>
    public QueryResults<T> Where(string condition, IReadOnlyDictionary<string, object?>? bind = null) =>
        With(parts with { Conditions = [.. parts.Conditions, new ConditionPart(condition, bind ?? new Dictionary<string, object?>(), [])] });

    /// <summary>Adds values that dimensions must have.</summary>
    public QueryResults<T> Where(DataId dataId) =>
        With(parts with { Conditions = [.. parts.Conditions, new ConditionPart("", new Dictionary<string, object?>(), dataId)] });

    /// <summary>Sorts by fields, after those that are sorted by already; <c>-</c> in front of one reverses its order.</summary>
    public QueryResults<T> OrderBy(params IReadOnlyList<string> fields) => With(options with { OrderBy = [.. options.OrderBy, .. fields] });

    /// <summary>At most so many results; null for all.</summary>
    /// <param name="limit">The number; its sign is not looked at.</param>
    /// <param name="onTruncated">Called with the number where there are more results.</param>
    public QueryResults<T> Limit(int? limit, Action<int>? onTruncated = null) => With(options with { Limit = limit, OnTruncated = onTruncated });

    /// <summary>Leaves so many results out at the beginning; with an order that makes pages.</summary>
    public QueryResults<T> Offset(int offset) => With(options with { Offset = offset });

    /// <summary>Lets data IDs come with dimension records.</summary>
    public QueryResults<T> WithRecords() => With(options with { WithRecords = true });

    /// <summary>How many results there are; limit and offset are not looked at.</summary>
    public Task<long> CountAsync(Counting counting = Counting.Exact, CancellationToken cancellationToken = default) =>
        runner.CountAsync(parts, shape, counting, cancellationToken);

    /// <summary>Whether there are results; limit and offset are not looked at.</summary>
    public Task<bool> AnyAsync(Certainty certainty = Certainty.Exact, CancellationToken cancellationToken = default) =>
        runner.AnyAsync(parts, shape, certainty, cancellationToken);

    /// <summary>Why there are no results, a sentence for each reason; none where there are some.</summary>
    public Task<IReadOnlyList<string>> ExplainAsync(CancellationToken cancellationToken = default) => runner.ExplainAsync(parts, shape, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        read(parts, shape, options, cancellationToken).GetAsyncEnumerator(cancellationToken);

    private QueryResults<T> With(QueryParts changed) => new(runner, changed, shape, options, read);

    private QueryResults<T> With(ResultOptions changed) => new(runner, parts, shape, changed, read);
}
