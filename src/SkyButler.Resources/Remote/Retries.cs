using Polly;
using Polly.Retry;

namespace SkyButler.Resources.Remote;

/// <summary>
/// Tries a request again after failures that may pass: with growing, randomised pauses, so that many clients don't come back at the same
/// moment, and a bounded number of times.
/// </summary>
internal sealed class Retries
{
    /// <summary>How often a request is made at most: about half a minute of pauses.</summary>
    public const int Attempts = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    private readonly ResiliencePipeline _pipeline;
    private readonly Func<Exception, FailureKind> _judge;

    /// <summary>Makes the policy.</summary>
    /// <param name="time">By which pauses are waited.</param>
    /// <param name="judge">What a failure is.</param>
    /// <param name="wish">How long the server asks to be left alone; null where it does not say.</param>
    public Retries(TimeProvider time, Func<Exception, FailureKind> judge, Func<Exception, TimeSpan?>? wish = null)
    {
        _judge = judge;
        Time = time;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = FirstPause,
                MaxDelay = LongestPause,
                ShouldHandle = outcome => new(IsWorthAnother(outcome)),
                DelayGenerator = wish is null ? null : outcome => new(outcome.Outcome.Exception is { } error && wish(error) is { } pause ? Shorter(pause) : null),
            })
            .Build();
    }

    /// <summary>By which pauses are waited.</summary>
    public TimeProvider Time { get; }

    /// <summary>Makes a request, again where that may help. The last failure is thrown as it was.</summary>
    public ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(attempt, cancellationToken);

    /// <summary>Makes a request, again where that may help. The last failure is thrown as it was.</summary>
    public ValueTask RunAsync(Func<CancellationToken, ValueTask> attempt, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(attempt, cancellationToken);

    /// <summary>Whether a failure may pass.</summary>
    public bool MayPass(Exception error) => _judge(error) != FailureKind.Lasting;

    private bool IsWorthAnother(RetryPredicateArguments<object> outcome)
    {
        if (outcome.Outcome.Exception is not { } error || outcome.Context.CancellationToken.IsCancellationRequested)
            return false;
        return _judge(error) switch
        {
            FailureKind.Passing => true,
            // Nobody listens: a server that starts is there in seconds, and a wrong address never.
            FailureKind.Unreachable => outcome.AttemptNumber < 4,
            _ => false,
        };
    }

    private static TimeSpan Shorter(TimeSpan pause) => pause < LongestPause ? pause : LongestPause;
}
