using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>What holds for governors that a condition does not mention, and which values conditions leave to those that it does.</summary>
internal static class GovernorRules
{
    /// <summary>Equalities with a client's defaults for governors that no condition mentions.</summary>
    /// <exception cref="QueryException">A key is constrained whose governor is neither mentioned nor has a default: it would mean several things.</exception>
    public static IReadOnlyList<Predicate> Defaults(DimensionGroup dimensions, Question question)
    {
        var columns = question.Conditions.SelectMany(c => c.Columns()).ToList();
        var mentioned = columns.OfType<QueryColumn.Key>().Select(k => k.Dimension).Concat(question.Tables.SelectMany(t => t.Dimensions.Governors)).ToHashSet();
        var added = new List<Predicate>();
        foreach (var governor in dimensions.Governors.Where(g => !mentioned.Contains(g)))
        {
            if (question.Defaults.TryGetValue(governor.Name, out var value))
                added.Add(new Predicate.Comparison(BinaryOperator.Equal, new Scalar.Reference(new QueryColumn.Key(governor)), Scalar.Of(value)));
            else if (columns.FirstOrDefault(c => c.Identified()?.Required.Contains(governor) == true) is { } dependent)
                throw new QueryException(
                    $"Query 'where' expression references a dimension dependent on {governor} without constraining it directly: "
                    + $"add {governor}='…' beside '{dependent}'.");
        }

        return added;
    }

    /// <summary>Values that each governor may have, for those that conditions fix by equality or by a list.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Allowed(IEnumerable<Predicate> conditions)
    {
        var allowed = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var clause in conditions.SelectMany(ConjunctiveForm.Of))
        {
            if (Values(clause) is not var (governor, values))
                continue;
            allowed[governor] = allowed.TryGetValue(governor, out var before) ? values.Intersect(before).ToHashSet() : values;
        }

        return allowed;
    }

    private static (string Governor, IReadOnlySet<string> Values)? Values(Predicate clause) => clause switch
    {
        Predicate.Comparison { Operator: BinaryOperator.Equal } c when Governor(c.Left) is { } g && c.Right is Scalar.Literal { Value: string v } =>
            (g, new HashSet<string> { v }),
        Predicate.Comparison { Operator: BinaryOperator.Equal } c when Governor(c.Right) is { } g && c.Left is Scalar.Literal { Value: string v } =>
            (g, new HashSet<string> { v }),
        Predicate.InList i when Governor(i.Operand) is { } g => (g, i.Items.Select(l => l.Value).OfType<string>().ToHashSet()),
        _ => null,
    };

    private static string? Governor(Scalar scalar) =>
        scalar is Scalar.Reference { Column: QueryColumn.Key { Dimension: { Kind: DimensionElementKind.Governor } governor } } ? governor.Name : null;
}
