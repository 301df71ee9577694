using static SkyButler.Queries.Expressions.Predicate;

namespace SkyButler.Queries.Expressions;

/// <summary>
/// Rewrites a condition as clauses that must all hold, each a disjunction of leaves or negated leaves. Where distributing a
/// disjunction would make very many clauses it is kept as one clause with conjunctions inside: the same meaning at a bounded size.
/// The rules used hold for three-valued logic too.
/// </summary>
internal static class ConjunctiveForm
{
    /// <summary>A disjunction is not distributed beyond so many clauses.</summary>
    public const int MaxClauses = 256;

    /// <summary>All disjunctions of a condition together are not distributed beyond so many leaves.</summary>
    public const int MaxLeaves = 4096;

    /// <summary>The clauses; none where the condition always holds.</summary>
    public static IReadOnlyList<Predicate> Of(Predicate predicate)
    {
        var clauses = new Distribution().Clauses(predicate, negate: false);
        return clauses.Any(c => c is Constant { Value: false }) ? [False] : [.. clauses.Where(c => c is not Constant { Value: true })];
    }

    private static Comparison? Opposite(Comparison comparison) => comparison.Operator switch
    {
        Syntax.BinaryOperator.Equal => comparison with { Operator = Syntax.BinaryOperator.NotEqual },
        Syntax.BinaryOperator.NotEqual => comparison with { Operator = Syntax.BinaryOperator.Equal },
        _ => null,
    };

    // One for each condition, so that all its disjunctions share one allowance.
    private sealed class Distribution
    {
        private long allowance = MaxLeaves;

        public List<Predicate> Clauses(Predicate predicate, bool negate) => (predicate, negate) switch
        {
            (Not n, _) => Clauses(n.Operand, !negate),
            (And a, false) => [.. a.Operands.SelectMany(o => Clauses(o, negate: false))],
            (Or o, true) => [.. o.Operands.SelectMany(p => Clauses(p, negate: true))],
            (And a, true) => Distribute([.. a.Operands.Select(o => Clauses(o, negate: true))]),
            (Or o, false) => Distribute([.. o.Operands.Select(p => Clauses(p, negate: false))]),
            (Constant c, true) => [c.Value ? False : True],
            (Comparison c, true) when Opposite(c) is { } opposite => [opposite],
            (_, true) => [new Not(predicate)],
            _ => [predicate],
        };

        // (a AND b) OR (c AND d) = (a OR c) AND (a OR d) AND (b OR c) AND (b OR d)
        private List<Predicate> Distribute(List<List<Predicate>> branches)
        {
            if (branches.TrueForAll(b => b.Count == 1))
                return [Disjunction(branches.SelectMany(b => b))];
            var product = branches.Aggregate(1L, (n, b) => Math.Min(n * Math.Max(b.Count, 1), int.MaxValue));
            var leaves = branches.Sum(b => b.Sum(c => (long)c.Leaves().Count()) * product / Math.Max(b.Count, 1));
            if (product > MaxClauses || leaves > allowance)
                return [new Or([.. branches.Select(AllOf)])];
            allowance -= leaves;
            var clauses = new List<List<Predicate>> { new() };
            foreach (var branch in branches)
                clauses = [.. clauses.SelectMany(clause => branch.DefaultIfEmpty(True), (clause, alternative) => clause.Append(alternative).ToList())];
            return [.. clauses.Select(Disjunction)];
        }

        private static Predicate Disjunction(IEnumerable<Predicate> alternatives)
        {
            var flat = alternatives.SelectMany(a => a is Or or ? or.Operands : [a]).Where(a => a is not Constant { Value: false }).ToList();
            return flat.Exists(a => a is Constant { Value: true }) ? True : AnyOf(flat);
        }
    }
}
