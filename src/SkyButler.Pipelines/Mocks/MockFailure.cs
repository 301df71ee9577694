using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution.Errors;

namespace SkyButler.Pipelines.Mocks;

/// <summary>A failure that was asked for: <c>LABEL:EXCEPTION:CONDITION</c>, perhaps followed by <c>:MEMORY</c>, which is not looked at.</summary>
/// <param name="Label">Label of the task.</param>
/// <param name="Exception">Name of the exception, as the original's; unknown names make ordinary failures.</param>
/// <param name="Condition">Which data IDs fail.</param>
public sealed record MockFailure(string Label, string Exception, string Condition)
{
    /// <summary>Reads a failure.</summary>
    /// <exception cref="PipelineException">The text has another form.</exception>
    public static MockFailure Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [{ Length: > 0 } label, var exception, { Length: > 0 } condition, ..] parts && parts.Length <= 4
            ? new MockFailure(label.Trim(), exception.Trim(), condition.Trim())
            : throw new PipelineException($"The failure '{text}' should look like LABEL:EXCEPTION:CONDITION, such as isr:ValueError:detector=2.");
    }

    /// <summary>The exception of a name.</summary>
    internal static Exception Of(string name, string message) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "NoWorkFound" => new NoWorkFoundException(message),
        "UpstreamFailureNoWorkFound" => new UpstreamFailureNoWorkFoundException(message),
        "UnprocessableDataError" => new UnprocessableDataException(message),
        "RepeatableQuantumError" => new RepeatableQuantumException(message),
        "InvalidQuantumError" => new InvalidQuantumException(message),
        "AnnotatedPartialOutputsError" => new PartialOutputsException(message, new PipelineException(message)),
        _ => new PipelineException(message),
    };
}
