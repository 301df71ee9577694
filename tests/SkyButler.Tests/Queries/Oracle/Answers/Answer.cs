namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>What a question's answer must be.</summary>
/// <param name="Error">Why there is none.</param>
/// <param name="Rows">Each row as a line, each once, with what it is sorted by; null where several orders are right.</param>
internal sealed record Answer(AnswerError Error, IReadOnlyDictionary<string, object?[]?> Rows)
{
    public static Answer Of(AnswerError error) => new(error, new Dictionary<string, object?[]?>());

    public bool IsOrdered => Rows.Values.All(o => o is not null);
}
