namespace SkyButler.Tests.Queries.Oracle.Answers.Asking;

/// <summary>The question has no answer by the rules.</summary>
internal sealed class WrongAskException(AnswerError error, string why) : Exception(why)
{
    public AnswerError Error { get; } = error;
}
