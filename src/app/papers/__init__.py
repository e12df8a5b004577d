"""PDFs: cards, receipts, data sheets; the card's signed QR."""
