using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Binding;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>What an answer can be sorted by.</summary>
internal static class OrderRules
{
    /// <summary>Sort keys from identifiers, each perhaps led by <c>-</c>.</summary>
    /// <exception cref="QueryException">An identifier names nothing.</exception>
    public static IReadOnlyList<OrderKey> Read(IReadOnlyList<string> identifiers, BindingScope scope)
    {
        var resolver = new IdentifierResolver(scope, $" Results are sorted (--order-by) by dimensions, here {string.Join(", ", scope.Dimensions.Names)}, or by fields of their records, such as detector.full_name.");
        return [.. identifiers.Select(i => i.Trim()).Where(i => i.Length > 0).Select(i => i[0] == '-'
            ? new OrderKey(resolver.Resolve(i[1..]), IsDescending: true)
            : new OrderKey(resolver.Resolve(i), IsDescending: false))];
    }

    /// <summary>Refuses keys without an order, and keys of which a row of the answer may have several.</summary>
    /// <exception cref="QueryException">A key is such.</exception>
    public static void Check(Question question)
    {
        foreach (var key in question.OrderBy)
        {
            if (!key.Value.Type.IsOrdered())
                throw new QueryException($"Column type {key.Value.Type.Word()} of {key.Value} is not ordered.");
            if (key.Value.Columns().SelectMany(c => c.Dimensions()).FirstOrDefault(d => !question.Dimensions.Contains(d)) is { } foreign)
                throw new QueryException(
                    $"Order-by expression may not reference columns that are not in the result dimensions: {key.Value} needs '{foreign}', the result has {string.Join(", ", question.Dimensions.Names)}.");
        }
    }
}
