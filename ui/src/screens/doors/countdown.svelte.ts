/** Seconds until another try is heard. */
export class Countdown {
  seconds = $state(0);
  #until_ms = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  from(seconds: number): void {
    this.#until_ms = performance.now() + seconds * 1000;
    this.stop();
    this.#tick();
    if (seconds > 0) this.#timer = setInterval(() => this.#tick(), 250);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.seconds = Math.max(0, Math.ceil((this.#until_ms - performance.now()) / 1000));
    if (this.seconds === 0) this.stop();
  }
}
