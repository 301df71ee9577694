using SkyButler.Registry;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Arrivals;

/// <summary>Takes an arrival through its steps, with the registry's rows in the same transaction. Fault points: <c>put.*</c>.</summary>
internal static class ArrivalSteps
{
    /// <summary>Brings datasets in.</summary>
    /// <param name="arrival">What comes in; it is disposed.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="register">Makes the registry's rows, inside the transaction.</param>
    /// <param name="cancellationToken">Cancels; after the commit nothing is cancelled.</param>
    public static async Task BringAsync(Arrival arrival, SqlRegistry registry, Func<CancellationToken, Task> register, CancellationToken cancellationToken)
    {
        var isRegistered = false;
        try
        {
            await arrival.StageAsync(cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("put.after-stage");
            await registry.TransactTogetherAsync(
                async token =>
                {
                    await register(token).ConfigureAwait(false);
                    await arrival.RecordAsync(token).ConfigureAwait(false);
                    FaultPoints.Hit("put.after-rows");
                    await arrival.PlaceAsync(token).ConfigureAwait(false);
                    FaultPoints.Hit("put.before-commit");
                },
                cancellationToken).ConfigureAwait(false);
            isRegistered = true;
            FaultPoints.Hit("put.after-commit");
            await arrival.CompleteAsync().ConfigureAwait(false);
        }
        catch when (!isRegistered)
        {
            await arrival.WithdrawAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await arrival.DisposeAsync().ConfigureAwait(false);
        }

        FaultPoints.Hit("put.after-close");
    }
}
