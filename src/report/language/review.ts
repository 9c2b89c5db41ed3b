/** What a review says on single lines, and where a report was before. */

/** The same rules as for all messages: no text holds what Markdown or HTML would read. */
export interface ReviewMessages {
  /** In place of a comment on a line whose cause is gone. */
  readonly settled: string;
  /** In place of a report that is kept up to date in another place of the same pull request. */
  readonly moved: string;
}

export const enReview: ReviewMessages = {
  settled: 'Settled: nothing that is missing is decided here any more.',
  moved: 'This report has moved: it is kept up to date elsewhere on this pull request.',
};

export const frReview: ReviewMessages = {
  settled: 'Réglé : plus rien de ce qui manque ne se décide ici.',
  moved: 'Ce rapport a changé de place : il est tenu à jour ailleurs dans cette demande de fusion.',
};

export const koReview: ReviewMessages = {
  settled: '해결됨: 누락된 항목 중 여기서 결정되는 것이 더 이상 없습니다.',
  moved: '이 보고서는 옮겨졌습니다. 이 풀 리퀘스트의 다른 곳에서 최신 상태로 유지됩니다.',
};
