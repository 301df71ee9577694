using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;
using SkyButler.Queries.Results.Reasons;
using SkyButler.Registry;
using SkyButler.Registry.Errors;

namespace SkyButler.Queries.Results;

/// <summary>
/// Finds out why an answer is empty: what collections are known to lack and what contradicts itself first; then values of dimensions that
/// nobody has recorded; then which condition leaves nothing, by leaving out one at a time.
/// </summary>
internal sealed class Explainer(SqlRegistry registry)
{
    // Each costs a query for one row.
    private const int MaxTrials = 12;

    // Of a list of values so many are looked up.
    private const int MaxValues = 100;

    public async Task<IReadOnlyList<string>> ExplainAsync(Question question, CancellationToken cancellationToken)
    {
        var messages = question.Searches.Where(s => s.IsEmpty).SelectMany(s => s.Messages).ToList();
        var clauses = question.Conditions.SelectMany(ConjunctiveForm.Of).ToList();
        messages.AddRange(Contradictions.Find(clauses));
        foreach (var governor in GovernorRules.Allowed(question.Conditions).OrderBy(g => g.Key, StringComparer.Ordinal))
            messages.AddRange(await UnknownAsync(registry.Universe[governor.Key], governor.Value, cancellationToken).ConfigureAwait(false));
        if (messages.Count > 0 || await HasRowsAsync(question, cancellationToken).ConfigureAwait(false))
            return messages;
        messages.AddRange(await UnrecordedAsync(question, clauses, cancellationToken).ConfigureAwait(false));
        return messages.Count > 0 ? messages : await BlameAsync(question, clauses, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsGovernor(Predicate clause) =>
        clause.Columns().All(c => c is QueryColumn.Key { Dimension.Kind: DimensionElementKind.Governor });

    // The dimension whose value a clause fixes, or lists a few values of.
    private static DimensionElement? Fixed(Predicate clause) => clause switch
    {
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: Scalar.Reference { Column: QueryColumn.Key k }, Right: Scalar.Literal } => k.Dimension,
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: Scalar.Literal, Right: Scalar.Reference { Column: QueryColumn.Key k } } => k.Dimension,
        Predicate.InList { Operand: Scalar.Reference { Column: QueryColumn.Key k }, Items.Count: <= MaxValues } => k.Dimension,
        _ => null,
    };

    private async Task<IReadOnlyList<string>> UnknownAsync(DimensionElement governor, IReadOnlySet<string> values, CancellationToken cancellationToken)
    {
        var known = new List<string>();
        var all = new Question { Dimensions = governor.MinimalGroup, Projection = new Projection.DataIds() };
        await foreach (var batch in new AnswerReader(registry.Context, Planner.Plan(all)).ReadAsync(cancellationToken).ConfigureAwait(false))
            for (var i = 0; i < batch.Count; i++)
                known.Add(batch.Key(governor.Name)[batch.Row(i)].Text);
        return [.. values.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(v => $"There is no {governor} '{v}' in this repository.{Suggestions.For(v, known)}")];
    }

    // Values of dimensions that have no record together with the governors that the question allows.
    private async Task<IReadOnlyList<string>> UnrecordedAsync(Question question, IReadOnlyList<Predicate> clauses, CancellationToken cancellationToken)
    {
        var governors = clauses.Where(IsGovernor).ToList();
        var unrecorded = new List<string>();
        foreach (var clause in clauses.Where(c => Fixed(c) is { HasTable: true, Kind: not DimensionElementKind.Governor }).Take(MaxTrials))
        {
            var dimension = Fixed(clause)!;
            var mine = governors.Where(g => g.Columns().OfType<QueryColumn.Key>().All(k => dimension.MinimalGroup.Contains(k.Dimension.Name))).ToList();
            var records = new Question { Dimensions = dimension.MinimalGroup, Projection = new Projection.DataIds(), Conditions = [clause, .. mine], Defaults = question.Defaults };
            if (!await HasRowsAsync(records, cancellationToken).ConfigureAwait(false))
                unrecorded.Add($"There is no {dimension} in this repository with '{string.Join(" AND ", mine.Append(clause))}'.");
        }

        return unrecorded;
    }

    private async Task<IReadOnlyList<string>> BlameAsync(Question question, IReadOnlyList<Predicate> clauses, CancellationToken cancellationToken)
    {
        var bare = question with { Conditions = [.. clauses.Where(IsGovernor)] };
        if (clauses.All(IsGovernor) || !await HasRowsAsync(bare, cancellationToken).ConfigureAwait(false))
            return [question.Searches.Count > 0
                ? $"No dataset of {string.Join(", ", question.Searches.Select(s => $"'{s.Type.Name}'"))} matches the dimensions asked for, whatever the other conditions."
                : $"There are no records for the dimensions {string.Join(", ", question.Dimensions.Names)} together, whatever the conditions."];
        var guilty = new List<string>();
        foreach (var clause in clauses.Where(c => !IsGovernor(c)).Take(MaxTrials))
        {
            var others = question with { Conditions = [.. clauses.Where(c => c != clause)] };
            if (!await HasRowsAsync(others, cancellationToken).ConfigureAwait(false))
                continue;
            var hint = await HintAsync(others, clause, cancellationToken).ConfigureAwait(false);
            guilty.Add($"Nothing satisfies '{clause}' together with the other conditions; without it there are results.{(hint is null ? "" : " " + hint)}");
        }

        return guilty.Count > 0 ? guilty : ["Several conditions exclude everything together; leaving out any one of them does not help."];
    }

    private async Task<string?> HintAsync(Question others, Predicate clause, CancellationToken cancellationToken)
    {
        try
        {
            return await new OverlapHints(registry).ForAsync(others, clause, cancellationToken).ConfigureAwait(false);
        }
        catch (QueryException)
        {
            // A hint that would need another question than the asker's is not given.
            return null;
        }
    }

    private async Task<bool> HasRowsAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            var plan = Planner.Plan(question with { OrderBy = [], Limit = 1, Offset = 0 });
            await foreach (var batch in new AnswerReader(registry.Context, plan).ReadAsync(cancellationToken).ConfigureAwait(false))
                return batch.Count > 0;
            return false;
        }
        catch (CalibrationLookupException)
        {
            return true;
        }
        catch (QueryException)
        {
            // Without one of its conditions a question may be ambiguous, which says nothing about the condition.
            return false;
        }
    }
}
