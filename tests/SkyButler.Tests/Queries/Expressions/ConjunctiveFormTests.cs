using FsCheck;
using FsCheck.Fluent;
using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using static SkyButler.Queries.Expressions.Predicate;

namespace SkyButler.Tests.Queries.Expressions;

public sealed class ConjunctiveFormTests
{
    private static readonly Predicate[] Leaves = [.. DimensionUniverse.Default["exposure"].Schema.Fields.Take(6)
        .Select(f => new IsTrue(new Scalar.Reference(new QueryColumn.Field(DimensionUniverse.Default["exposure"], f))))];

    private static readonly Gen<Predicate> Trees = Gen.Sized(size => Tree(Math.Min(size / 10, 5)));

    [Fact]
    public void Clauses_mean_what_the_condition_means_also_where_values_are_unknown() =>
        Prop.ForAll(Trees.ToArbitrary(), Gen.ArrayOf(Gen.Elements<bool?>(true, false, null), Leaves.Length).ToArbitrary(), (tree, values) =>
        {
            var clauses = ConjunctiveForm.Of(tree);
            Evaluate(AllOf(clauses), values).ShouldBe(Evaluate(tree, values));
            clauses.ShouldAllBe(c => !(c is And));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20260101, 7));

    [Fact]
    public void Clauses_are_disjunctions_of_leaves_or_their_negations()
    {
        var clauses = ConjunctiveForm.Of(new Not(new Or([Leaves[0], new And([Leaves[1], new Not(Leaves[2])])])));
        clauses.Select(c => c.ToString()).ShouldBe([$"NOT ({Leaves[0]})", $"NOT ({Leaves[1]}) OR {Leaves[2]}"]);
    }

    [Fact]
    public void A_disjunction_that_would_explode_stays_one_clause()
    {
        var pairs = Enumerable.Range(0, 40).Select(_ => (Predicate)new And([Leaves[0], Leaves[1]])).ToList();
        ConjunctiveForm.Of(new Or(pairs)).ShouldHaveSingleItem().ShouldBeOfType<Or>().Operands.Count.ShouldBe(40);
    }

    [Fact]
    public void Hostile_conditions_do_not_grow()
    {
        // Each pair of conjunctions would be 256 clauses, each as long as the list beside it.
        var sixteen = new And([.. Enumerable.Repeat(Leaves[0], 16)]);
        var hostile = new And([.. Enumerable.Range(0, 200).Select(_ => new Or([sixteen, sixteen, .. Enumerable.Repeat(Leaves[1], 18)]))]);
        var written = hostile.Leaves().Count();

        ConjunctiveForm.Of(hostile).Sum(c => c.Leaves().Count()).ShouldBeLessThan(written + ConjunctiveForm.MaxLeaves);
    }

    private static Gen<Predicate> Tree(int depth)
    {
        var leaf = Gen.Elements(Leaves.Append(True).Append(False).ToArray());
        if (depth == 0)
            return leaf;
        return Gen.OneOf(
            leaf,
            Tree(depth - 1).Select(t => (Predicate)new Not(t)),
            Gen.ListOf(Tree(depth - 1), 3).Select(t => (Predicate)new And([.. t])),
            Gen.ListOf(Tree(depth - 1), 3).Select(t => (Predicate)new Or([.. t])));
    }

    // Kleene's logic: null is unknown.
    private static bool? Evaluate(Predicate predicate, bool?[] values) => predicate switch
    {
        Constant c => c.Value,
        Not n => !Evaluate(n.Operand, values),
        And a => a.Operands.Select(o => Evaluate(o, values)).Aggregate((bool?)true, (x, y) => x & y),
        Or o => o.Operands.Select(p => Evaluate(p, values)).Aggregate((bool?)false, (x, y) => x | y),
        _ => values[Array.IndexOf(Leaves, predicate)],
    };
}
