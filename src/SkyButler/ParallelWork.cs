using System.Runtime.ExceptionServices;

namespace SkyButler;

/// <summary>Work on many things at a time.</summary>
public static class ParallelWork
{
    /// <summary>Runs a query or loop that works on many things at a time, away from the caller's thread. What goes wrong with one comes out as it is, not as one of several.</summary>
    /// <param name="work">The query or loop, to its end.</param>
    /// <param name="cancellationToken">Keeps it from being begun; it is for the work itself to stop.</param>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                return work();
            }
            catch (AggregateException several)
            {
                ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
                throw;
            }
        },
        cancellationToken);
}
